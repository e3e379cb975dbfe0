import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { synthesizeStack } from '../test/factories/synthesized-stack.ts';
import {
  createTimeMachine,
  type TimeMachine,
} from '../test/factories/time-machine/time-machine.ts';

vi.setConfig({ testTimeout: 60_000 });

// The longest rest, doubled by the random part of putting back: see `restSecondsOf`.
const longestPauseSeconds = 600;
const watchedMinutes = 120;

let machine: TimeMachine;

beforeAll(async () => {
  machine = createTimeMachine(await synthesizeStack({ stage: 'prod' }), 'prod');
});

/** When an alarm was on within two hours of an outage's start: see `alarmed` of the time machine. */
function alarmed(name: string, pausesSeconds: readonly number[]): string {
  const parkedSeconds = [0, ...pausesSeconds].map((_, times) => sum(pausesSeconds.slice(0, times)));
  const age = Array.from({ length: watchedMinutes }, (_, minute) => {
    const counted = parkedSeconds.filter((seconds) => Math.floor(seconds / 60) === minute);
    return counted.length === 0 ? '_' : counted.map((seconds) => 1000 * seconds).join('&');
  });
  return machine.onSeries({ age: age.join(' ') }).alarmed(name);
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
        expect(alarmed(name, pauses)).toBe('never');
      }),
    );
  });

  it('is on once a webhook has been put back for that long, without a gap, until 15 minutes after it arrived', () => {
    fc.assert(
      fc.property(outages(thresholdMinutes, 90), (pauses) => {
        const [, from, to] = /^(\d+)-(\d+)$/.exec(alarmed(name, pauses)) ?? [];
        expect(Number(from)).toBeGreaterThan(thresholdMinutes);
        expect(Number(from)).toBeLessThanOrEqual(thresholdMinutes + longestPauseSeconds / 60 + 1);
        expect(Number(to)).toBeLessThanOrEqual(sum(pauses) / 60 + 17);
      }),
    );
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
