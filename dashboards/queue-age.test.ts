import { beforeAll, expect, it } from 'vitest';
import { alarmStates } from '../test/factories/alarm-states.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';

const start = Date.UTC(2026, 0, 5, 12);

let stack: SynthesizedStack;

beforeAll(async () => {
  stack = await synthesizeStack();
}, 120_000);

/** The longest wait that processing publishes for webhooks that are new to it; nothing if there were none. */
type Minute = number | undefined;

const during = (minutes: number, waitSeconds: Minute) => Array<Minute>(minutes).fill(waitSeconds);

/** How many minutes after the start it fired; undefined when it did not. */
function firedAfter(...spans: readonly (readonly Minute[])[]): number | undefined {
  const minutes = spans.flat();
  const data = minutes.flatMap((waitSeconds, index) =>
    waitSeconds === undefined
      ? []
      : [
          {
            ...{ namespace: 'Spillway', name: 'QueueWait' },
            dimensions: { service: 'spillway-dev-processing' },
            timestamp: start + index * 60_000,
            values: [1000 * waitSeconds],
          },
        ],
  );
  const states = alarmStates(stack, 'spillway-dev-queue-age', data, {
    start,
    minutes: minutes.length,
  });
  const first = states.indexOf('ALARM');
  return first === -1 ? undefined : first + 1;
}

it('fires when new webhooks have waited for more than 120 s in five minutes', () => {
  expect(firedAfter(during(10, 121))).toBe(5);
  expect(firedAfter(during(10, 120))).toBeUndefined();
  expect(firedAfter(during(4, 300), during(10, 1))).toBeUndefined();
});

it('is not fired by what comes back to a destination that rests: that is not new', () => {
  expect(firedAfter(during(60, undefined))).toBeUndefined();
  expect(firedAfter(during(60, 0.2))).toBeUndefined();
});
