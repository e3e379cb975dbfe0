import { expect, it } from 'vitest';
import { checkOwnQueues } from './check-own-queues.ts';

const queue = (name: string) =>
  ({ type: 'sqs', queueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/${name}` }) as const;

it.each(['spillway-dev-intake', 'spillway-dev-dead-letters'])(
  'refuses a destination that is a queue of the stage: %s',
  (name) => {
    expect(() => checkOwnQueues({ destinations: { loop: queue(name) } }, { stage: 'dev' })).toThrow(
      `destinations.loop.queueUrl: ${name} is a queue of stage dev itself.`,
    );
  },
);

it('takes the queues of another stage, and any other', () => {
  const destinations = { other: queue('spillway-prod-intake'), orders: queue('orders') };
  expect(() => checkOwnQueues({ destinations }, { stage: 'dev' })).not.toThrow();
});
