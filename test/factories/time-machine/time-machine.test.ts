import { beforeAll, expect, it } from 'vitest';
import { synthesizeStack } from '../synthesized-stack.ts';
import { createTimeMachine, type TimeMachine } from './time-machine.ts';

let machine: TimeMachine;
let mappingId: string;

beforeAll(async () => {
  const stack = await synthesizeStack({ stage: 'prod' });
  machine = createTimeMachine(stack, 'prod');
  const [mapping] = stack.someOfType('AWS::Lambda::EventSourceMapping');
  mappingId = `<${mapping?.id}>`;
});

const visible = 'ApproximateNumberOfMessagesVisible';

it('says after how many minutes a deployed alarm fired, and when it was over', () => {
  const alarmed = (series: string) =>
    machine.onSeries({ [visible]: series }).alarmed('dlq-not-empty');
  expect(alarmed('0x5 1x3 0x5')).toBe('6-9');
  expect(alarmed('0x5 1')).toBe('6-');
  expect(alarmed('1 0x2 2x2 0')).toBe('1-2, 4-6');
  expect(alarmed('0x60 _x60')).toBe('never');
});

it('refuses an alarm or a metric that is not there, by its name', () => {
  expect(() => machine.onSeries({}).alarmed('dlq-full')).toThrow('no alarm spillway-prod-dlq-full');
  expect(() => machine.onSeries({ Depth: '1' }).alarmed('dlq-not-empty')).toThrow(
    'spillway-prod-dlq-not-empty watches no metric called Depth',
  );
});

it('lets hours pass with all alarms watching', () => {
  const dead = { namespace: 'AWS/SQS', name: visible, values: [1] };
  const dimensions = { QueueName: 'spillway-prod-dead-letters' };
  const polled = { namespace: 'AWS/Lambda', name: 'PolledEventCount', values: [0] };
  const fired = machine.onMinutes(240, (minute) => [
    { ...polled, dimensions: { EventSourceMappingUUID: mappingId } },
    ...(minute >= 120 ? [{ ...dead, dimensions }] : []),
  ]);
  expect(Object.fromEntries(fired)).toEqual({
    'audit-silent': [{ from: 16 }],
    'dlq-not-empty': [{ from: 121 }],
  });
});
