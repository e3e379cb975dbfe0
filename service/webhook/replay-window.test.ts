import { describe, expect, it } from 'vitest';
import { replayWindowSeconds, unguardedWindows } from './replay-window.ts';
import type { Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';

const rows = Object.entries<Sender>(senders);
const timed = rows.flatMap(([name, row]) =>
  row.schemes.flatMap(({ timestamp }) => (timestamp ? [{ name, row, timestamp }] : [])),
);

describe('the window in which a signed request is taken', () => {
  it.each(timed)(
    'of $name covers its retries, or these are signed anew',
    ({ row: { retries }, timestamp }) => {
      const isCovered = timestamp.toleranceSeconds > (retries.spanSeconds ?? Infinity);
      expect(!retries.isAutomatic || retries.isSignedAnew || isCovered).toBe(true);
    },
  );

  it.each<[SenderName, number]>([
    ['zoom', 90 * 60],
    ['linear', 7.5 * 3_600],
    ['discord', 600],
    ['paddle', 60],
  ])('of %s is at least %i s', (name, seconds) => {
    expect(replayWindowSeconds(senders[name])).toBeGreaterThanOrEqual(2 * seconds);
  });

  it.each(rows)('of %s is wide only where every id is signed', (_, row) => {
    expect(unguardedWindows(row)).toEqual([]);
  });

  it('of a row with an unsigned id is not guarded once it is wider than 300 s', () => {
    const withTolerance = (toleranceSeconds: number): Sender => {
      const { timestamp, ...scheme } = senders.zendesk.schemes[0];
      return {
        ...senders.zendesk,
        schemes: [{ ...scheme, timestamp: { ...timestamp, toleranceSeconds } }],
      };
    };
    expect(unguardedWindows(withTolerance(300))).toEqual([]);
    expect(unguardedWindows(withTolerance(301))).toHaveLength(1);
    expect(replayWindowSeconds(withTolerance(301))).toBe(602);
    expect(replayWindowSeconds(senders.github)).toBe(0);
  });
});
