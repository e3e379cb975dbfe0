import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../webhook/vectors/property-runs.ts';
import { audit } from './audit.ts';
import { anAuditedStage } from './audit-fixture.ts';
import { latestHours, minuteMs } from './count-up.ts';
import { countNames } from './counted.ts';

const latestMinutes = latestHours * 60 - 1;
const lateness = fc.oneof(
  { weight: 4, arbitrary: fc.nat(4) },
  { weight: 1, arbitrary: fc.nat(latestMinutes) },
);

const step = fc.record({
  /** Until the next run: five minutes, or a run that was missed, or weeks of them. */
  minutes: fc.oneof(
    { weight: 6, arbitrary: fc.constant(5) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 600 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 90_000 }) },
  ),
  webhooks: fc.array(
    fc.record({ atMinute: fc.nat(90_000), waits: fc.nat(300), late: lateness, endLate: lateness }),
    { maxLength: 5 },
  ),
  isRaced: fc.boolean(),
});

it('never forgets and never doubles a webhook, however late it is counted and however many runs are missed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const stage = anAuditedStage();
      await audit(stage.ports, stage.now);
      stage.passMinutes(60);
      await audit(stage.ports, stage.now);
      let sent = 0;
      let before = { accepted: 0, settled: 0 };
      for (const { minutes, webhooks, isRaced } of steps) {
        for (const { atMinute, waits, late, endLate } of webhooks) {
          const at = stage.now + (atMinute % minutes) * minuteMs;
          stage.count('accepted', { at, lateMs: late * minuteMs });
          stage.count('processed', { at: at + waits * minuteMs, lateMs: endLate * minuteMs });
          sent++;
        }
        stage.passMinutes(minutes);
        stage.beforeWrite = async () => {
          stage.beforeWrite = async () => {};
          if (isRaced) await audit(stage.ports, stage.now);
        };
        const books = await audit(stage.ports, stage.now);
        const { accepted, settled } = books?.totals ?? before;
        expect(accepted).toBeGreaterThanOrEqual(before.accepted);
        expect(settled).toBeGreaterThanOrEqual(before.settled);
        before = { accepted, settled };
      }
      stage.passMinutes(600);
      for (let run = 0; run < 3; run++) await audit(stage.ports, stage.now);
      const books = await audit(stage.ports, stage.now);
      expect(books).toMatchObject({ totals: { accepted: sent, settled: sent }, residue: 0 });
      expect(books?.isAtRest).toBe(true);
    }),
    runs(1_000),
  );
});

it('reads once for each run, and every count in it once', async () => {
  const stage = anAuditedStage();
  for (let run = 0; run < 24 * 12; run++) {
    await audit(stage.ports, stage.now);
    stage.passMinutes(5);
  }
  expect(stage.requests).toBe(24 * 12 + 1); // the first one reads what was before it, too
  expect(Object.keys(stage.stored().ledger?.sums ?? {})).toEqual(countNames);
});
