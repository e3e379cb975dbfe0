import { beforeEach, describe, expect, it } from 'vitest';
import { audit } from './audit.ts';
import { anAuditedStage } from './audit-fixture.ts';
import { minuteMs } from './count-up.ts';
import type { CountName } from './counted.ts';
import { writeOff } from './ledger.ts';

let stage: ReturnType<typeof anAuditedStage>;

/** Since the start long enough to be at rest. */
beforeEach(async () => {
  stage = anAuditedStage();
  await audit(stage.ports, stage.now);
  stage.passMinutes(60);
  await audit(stage.ports, stage.now);
});

const count = (counts: Partial<Record<CountName, number>>) => {
  for (const [name, value] of Object.entries(counts)) stage.count(name as CountName, { value });
};

/** The books at the next run after some minutes. */
async function afterMinutes(minutes: number) {
  stage.passMinutes(minutes);
  const books = (await audit(stage.ports, stage.now)) ?? (await audit(stage.ports, stage.now));
  if (books === undefined) throw new Error('There are no totals');
  return books;
}

describe('the residue', () => {
  it('is 0 while what was accepted waits in the queue, and once it has ended in any way', async () => {
    count({ accepted: 4 });
    stage.level = { visible: 2, inFlight: 1, delayed: 1 };
    expect(await afterMinutes(5)).toMatchObject({ residue: 0, isAtRest: false });
    count({ processed: 1, duplicate: 1, filtered: 1, deadLettered: 1 });
    stage.level = { visible: 0, inFlight: 0, delayed: 0 };
    expect(await afterMinutes(5)).toMatchObject({
      residue: 0,
      totals: { accepted: 4, settled: 4 },
    });
  });

  it('is what was accepted and is nowhere, and stays however long it is ago', async () => {
    count({ accepted: 10, processed: 9, requestFailed: 5 });
    for (const minutes of [5, 60, 60 * 24, 60 * 24 * 40]) {
      expect(await afterMinutes(minutes)).toMatchObject({ residue: 1 });
    }
  });

  it('does not count what SQS moved to the dead-letter queue, since its last receive was', async () => {
    count({ accepted: 3, processed: 1, lastReceiveBegun: 2, lastReceiveEnded: 1, deadLettered: 1 });
    expect(await afterMinutes(30)).toMatchObject({ residue: 0, totals: { settled: 3 } });
  });

  it('is 0 over a redrive: it counts on both sides, from when it was sent', async () => {
    count({ accepted: 2, deadLettered: 2 });
    await afterMinutes(30);
    count({ resent: 2 });
    stage.level = { visible: 2, inFlight: 0, delayed: 0 };
    expect(await afterMinutes(5)).toMatchObject({ residue: 0 });
    count({ processed: 2, replayed: 2 });
    stage.level = { visible: 0, inFlight: 0, delayed: 0 };
    expect(await afterMinutes(5)).toMatchObject({ residue: 0 });
    expect(await afterMinutes(30)).toMatchObject({ residue: 0, totals: { accepted: 4 } });
  });

  it('is 0 again after a redrive that nobody announced, such as the console’s', async () => {
    count({ accepted: 2, deadLettered: 2 });
    await afterMinutes(30);
    count({ processed: 2, replayed: 2 });
    expect(await afterMinutes(30)).toMatchObject({ residue: 0 });
    count({ resent: 1, replayed: 1, processed: 1 });
    expect(await afterMinutes(30)).toMatchObject({ residue: 0 });
  });
});

describe('a webhook that SQS stored, though its sender was told to send it again', () => {
  it('leaves no residue once nothing is on its way', async () => {
    count({ requestFailed: 1, accepted: 1, processed: 1, duplicate: 1 });
    expect(await afterMinutes(5)).toMatchObject({ residue: -1, totals: { uncertain: 1 } });
    expect(await afterMinutes(30)).toMatchObject({ residue: 0, totals: { uncertain: 0 } });
  });

  it('hides no later loss', async () => {
    count({ requestFailed: 1, accepted: 1, processed: 1, duplicate: 1 });
    await afterMinutes(30);
    count({ accepted: 2, processed: 1 });
    expect(await afterMinutes(5)).toMatchObject({ residue: 1 });
    expect(await afterMinutes(60)).toMatchObject({ residue: 1 });
  });

  it.each<[string, Partial<Record<CountName, number>>]>([
    ['an answer of SQS was lost', { sendRepeated: 1 }],
    ['a function was killed after it had counted', { crashed: 1 }],
    ['SQS moved it, and moved it back', { lastReceiveBegun: 1 }],
  ])('is explained as well where %s', async (_, why) => {
    count({ accepted: 1, processed: 2 - (why.lastReceiveBegun ?? 0), filtered: 0, ...why });
    expect((await afterMinutes(5)).totals.uncertain).toBeGreaterThanOrEqual(1);
    expect(await afterMinutes(60)).toMatchObject({ residue: 0 });
  });
});

it('keeps a residue that nothing explains: more was settled than accepted', async () => {
  count({ accepted: 1, processed: 3, requestFailed: 1 });
  expect(await afterMinutes(60)).toMatchObject({ residue: -2, totals: { uncertain: 1 } });
});

it('begins with what waits in the queue, and is exact from its first rest on', async () => {
  stage = anAuditedStage();
  stage.level = { visible: 7, inFlight: 2, delayed: 1 };
  expect(await audit(stage.ports, stage.now)).toMatchObject({ residue: 0 });
  count({ processed: 11 });
  stage.level = { visible: 0, inFlight: 0, delayed: 0 };
  expect(await afterMinutes(5)).toMatchObject({ residue: -1 });
  expect(await afterMinutes(30)).toMatchObject({ residue: 0 });
  count({ accepted: 1 });
  expect(await afterMinutes(60)).toMatchObject({ residue: 1 });
});

it('is 0 from the moment when somebody wrote it off, and remembers who, when and why', async () => {
  count({ accepted: 3, processed: 1 });
  const { ledger, sums, residue, version } = await afterMinutes(60);
  const entry = { at: '2026-11-26T14:00:00Z', by: 'jo', reason: 'drill', residue };
  await stage.ports.replaceLedger(writeOff(ledger, sums, entry), version);
  expect(await afterMinutes(5)).toMatchObject({ residue: 0, ledger: { writeOffs: [entry] } });
  count({ accepted: 1 });
  expect(await afterMinutes(60)).toMatchObject({ residue: 1 });
});

it('counts once what came while it was off for weeks, even since its first hours', async () => {
  const began = stage.now - 60 * minuteMs;
  // After 15 days CloudWatch has five minutes as one, and the way is gone in steps of five days.
  const step = began + 5 * 24 * 60 * minuteMs;
  for (let minute = -6; minute < 12; minute++) {
    const at = step + minute * minuteMs;
    stage.count('accepted', { at });
    stage.count('processed', { at: at + 30 * minuteMs });
  }
  stage.passMinutes(5 * 7 * 24 * 60);
  const books = await afterMinutes(60);
  expect(books).toMatchObject({ residue: 0, totals: { accepted: 18, settled: 18 } });
});

it('says nothing while it has not caught up after a year, and is right then', async () => {
  count({ accepted: 5, processed: 4 });
  await afterMinutes(5);
  stage.passMinutes(60 * 24 * 400);
  count({ accepted: 2, processed: 2 });
  stage.passMinutes(60);
  const runs = [];
  for (let run = 0; run < 4; run++) runs.push(await audit(stage.ports, stage.now));
  expect(runs[0]).toBeUndefined();
  expect(runs.at(-1)).toMatchObject({ residue: 1, totals: { accepted: 7, settled: 6 } });
});
