import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { alarmStates } from '../test/factories/alarm-states.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';

vi.setConfig({ testTimeout: 60_000 });

const start = Date.UTC(2026, 0, 5, 12);
// The longest rest, doubled by the random part of putting back: see `restSecondsOf`.
const longestPauseSeconds = 600;

let stack: SynthesizedStack;

beforeAll(async () => {
  stack = await synthesizeStack({ context: { ticketAlarms: 'true' } });
}, 120_000);

/** The minutes within two hours of an outage's start after which an alarm was on. */
function minutesInAlarm(name: string, pausesSeconds: readonly number[]): readonly number[] {
  const data = [0, ...pausesSeconds].map((_, times) => {
    const parkedMs = 1000 * sum(pausesSeconds.slice(0, times));
    return {
      ...{ namespace: 'Spillway', name: 'ParkedAge' },
      dimensions: { service: 'spillway-dev-processing' },
      timestamp: start + parkedMs,
      values: [parkedMs],
    };
  });
  const states = alarmStates(stack, `spillway-dev-${name}`, data, { start, minutes: 120 });
  return states.flatMap((state, index) => (state === 'ALARM' ? [index + 1] : []));
}

/** For outages of some length: how long one webhook is delayed each time that it is put back. */
function outages(fromMinutes: number, toMinutes: number) {
  const pause = fc.integer({ min: 10, max: longestPauseSeconds });
  return fc
    .array(pause, { maxLength: 60, size: 'max' })
    .map((all) => all.filter((_, i) => sum(all.slice(0, i + 1)) <= toMinutes * 60))
    .filter((all) => sum(all) > fromMinutes * 60);
}

describe.each([
  ['destination-resting', 15],
  ['parked-growing', 30],
] as const)('%s', (name, thresholdMinutes) => {
  it('is off for what is over sooner', () => {
    fc.assert(
      fc.property(outages(-1, thresholdMinutes), (pauses) => {
        expect(minutesInAlarm(name, pauses)).toEqual([]);
      }),
    );
  });

  it('is on once a webhook has been put back for that long, without a gap, until 15 minutes after it arrived', () => {
    fc.assert(
      fc.property(outages(thresholdMinutes, 90), (pauses) => {
        const on = minutesInAlarm(name, pauses);
        const first = on.at(0) ?? 0;
        const last = on.at(-1) ?? 0;
        expect(first).toBeGreaterThan(thresholdMinutes);
        expect(first).toBeLessThanOrEqual(thresholdMinutes + longestPauseSeconds / 60 + 1);
        expect(on).toHaveLength(last - first + 1);
        expect(last).toBeLessThanOrEqual(sum(pauses) / 60 + 16);
      }),
    );
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
