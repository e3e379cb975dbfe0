import { GetQueueAttributesCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import type { Cell } from './cell.ts';
import type { Row } from './row.ts';

/**
 * AWS refuses what a wrong clock signed, and the SDK corrects itself: webhooks are accepted and claimed. A
 * destination refuses what seems to be signed ten minutes ago, or in ten minutes, and that for good: the webhook is
 * a dead letter until the clock is right. Sent through again, it is delivered.
 */
export const clockRow: Row = {
  name: 'clock',
  title: 'clock 10 min off, then right and redriven',
  group: 'refused',
  by: 'api',
  ends: 'processed',
  seenAtMost: 1,
  run: async (cell) => {
    await cell.on('clock-skew', {
      seconds: cell.atSize({ single: 600, ten: -600, thousand: 600 }),
    });
    await cell.send();
    const expected = cell.ids().filter((id) => cell.typeOf(id) === 'push').length;
    await cell.until(
      `there are ${expected} dead letters`,
      async () => (await deadLetterCount(cell)) === expected,
    );
    await cell.off();
    const arn = (role: string) => `arn:aws:sqs:us-east-1:000000000000:spillway-dev-${role}`;
    await cell.bench.sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: arn('dead-letters'),
        DestinationArn: arn('intake'),
      }),
    );
    await cell.until('all are moved back', async () => (await deadLetterCount(cell)) === 0);
  },
};

async function deadLetterCount({ bench }: Cell): Promise<number> {
  const { Attributes = {} } = await bench.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: String(bench.stack.outputs.DeadLetterQueueUrl),
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Number(Attributes.ApproximateNumberOfMessages);
}
