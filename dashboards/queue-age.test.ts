import { beforeAll, expect, it } from 'vitest';
import type { MetricDatum } from '../local/aws/cloudwatch/metrics/metric-store.ts';
import { alarmStates } from '../test/factories/alarm-states.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';

const start = Date.UTC(2026, 0, 5, 12);

let stack: SynthesizedStack;

beforeAll(async () => {
  stack = await synthesizeStack();
}, 120_000);

interface Minute {
  /** The age that SQS publishes for the intake queue; nothing if `undefined`. */
  readonly age?: number;
  readonly delayed?: number;
  /** The wait that processing publishes for webhooks that are new to it. */
  readonly waitSeconds?: number;
}

const during = (minutes: number, minute: Minute) => Array<Minute>(minutes).fill(minute);

/** How many minutes after the start it fired; undefined when it did not. */
function firedAfter(...spans: readonly (readonly Minute[])[]): number | undefined {
  const minutes = spans.flat();
  const states = alarmStates(stack, 'spillway-dev-queue-age', minutes.flatMap(publish), {
    start,
    minutes: minutes.length,
  });
  const first = states.indexOf('ALARM');
  return first === -1 ? undefined : first + 1;
}

function publish({ age, delayed, waitSeconds }: Minute, index: number): readonly MetricDatum[] {
  const queue = { QueueName: 'spillway-dev-intake' };
  const processing = { service: 'spillway-dev-processing' };
  const waitMs = waitSeconds === undefined ? undefined : 1000 * waitSeconds;
  const published = [
    ['AWS/SQS', 'ApproximateAgeOfOldestMessage', queue, age],
    ['AWS/SQS', 'ApproximateNumberOfMessagesDelayed', queue, delayed],
    ['Spillway', 'QueueWait', processing, waitMs],
  ] as const;
  return published.flatMap(([namespace, name, dimensions, value]) =>
    value === undefined
      ? []
      : [{ namespace, name, dimensions, timestamp: start + index * 60_000, values: [value] }],
  );
}

it('fires when the oldest webhook has waited for more than 120 s in five minutes', () => {
  expect(firedAfter(during(10, { age: 121 }))).toBe(5);
  expect(firedAfter(during(10, { age: 120 }))).toBeUndefined();
  expect(firedAfter(during(4, { age: 300 }), during(10, { age: 1 }))).toBeUndefined();
});

it('is not fired by what comes back to a destination that rests', () => {
  const outage = { age: 600, delayed: 60, waitSeconds: 0.2 };
  expect(firedAfter(during(60, outage))).toBeUndefined();
  // Nothing new came in.
  expect(firedAfter(during(60, { age: 600, delayed: 60 }))).toBeUndefined();
});

it('fires during an outage as well, when new webhooks wait for processing', () => {
  expect(firedAfter(during(10, { age: 600, delayed: 60, waitSeconds: 121 }))).toBe(5);
});

it('fires during an outage when processing stands still: what is delayed comes into sight within 15 minutes', () => {
  const still = during(15, { age: 600, delayed: 60 });
  expect(firedAfter(still, during(10, { age: 1500 }))).toBe(20);
});
