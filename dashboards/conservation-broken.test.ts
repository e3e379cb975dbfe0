import { expect, it } from 'vitest';
import { audit } from '../service/audit/audit.ts';
import { anAuditedStage } from '../service/audit/audit-fixture.ts';
import { synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { createTimeMachine } from '../test/factories/time-machine/time-machine.ts';

const stage = 'prod';
const minutes = 120;

interface Traffic {
  readonly accepted: number;
  /** How many of them are acknowledged, and then nowhere. */
  readonly dropped?: number;
}

/** What the audit itself publishes while this traffic passes, processed within the minute, and when the alarm is on. */
async function alarmedBy(traffic: (minute: number) => Traffic) {
  const audited = anAuditedStage();
  const published: number[][] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const { accepted, dropped = 0 } = traffic(minute);
    audited.count('accepted', { value: accepted });
    audited.count('processed', { value: accepted - dropped, lateMs: 150_000 });
    audited.passMinutes(1);
    const totals = minute % 5 === 2 ? (await audit(audited.ports, audited.now))?.totals : undefined;
    published.push(totals ? [totals.accepted, totals.settled, totals.uncertain] : []);
  }
  const names = ['AcceptedTotal', 'SettledTotal', 'UncertainTotal'];
  const dimensions = { service: `spillway-${stage}-audit` };
  const machine = createTimeMachine(await synthesizeStack({ stage }), stage);
  return machine
    .onMinutes(minutes, (minute) =>
      (published[minute] ?? []).map((value, index) => ({
        ...{ namespace: 'Spillway', name: names[index] ?? '', dimensions },
        ...{ values: [value], counts: [1] },
      })),
    )
    .get('conservation-residue');
}

const busyHour = (minute: number) => (minute >= 20 && minute < 80 ? 300 : 0);

it('wakes nobody while webhooks come and go, and are counted late', async () => {
  expect(await alarmedBy((minute) => ({ accepted: busyHour(minute) }))).toBeUndefined();
});

it('wakes someone for one acknowledged message that is dropped, once traffic rests, and forgets it never', async () => {
  const spans = await alarmedBy((minute) => ({
    accepted: busyHour(minute),
    dropped: minute === 50 ? 1 : 0,
  }));
  expect(spans).toEqual([{ from: expect.any(Number) }]);
  const [{ from } = { from: 0 }] = spans ?? [];
  expect(from).toBeGreaterThan(80);
  expect(from).toBeLessThanOrEqual(80 + 25);
});

it('wakes someone for it at ten webhooks a day within 25 minutes', async () => {
  const spans = await alarmedBy((minute) => ({
    accepted: minute === 50 ? 1 : 0,
    dropped: minute === 50 ? 1 : 0,
  }));
  expect(spans?.[0]?.from).toBeLessThanOrEqual(50 + 25);
});
