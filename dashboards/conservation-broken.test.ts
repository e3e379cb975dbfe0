import { expect, it } from 'vitest';
import { audit, type Level, waitingIn } from '../service/audit/audit.ts';
import { anAuditedStage } from '../service/audit/audit-fixture.ts';
import type { Totals } from '../service/audit/ledger.ts';
import { synthesizeStack } from '../test/factories/synthesized-stack.ts';
import type { Published } from '../test/factories/time-machine/run-alarms.ts';
import { createTimeMachine } from '../test/factories/time-machine/time-machine.ts';

const stage = 'prod';
const minutes = 120;

interface Traffic {
  readonly accepted: number;
  /** How many of them are acknowledged, and then nowhere. */
  readonly dropped?: number;
  /** Whether the destination takes nothing: they wait in the queue. */
  readonly waits?: boolean;
  /** Whether what waits is being tried just then. */
  readonly isTried?: boolean;
}

/** What the audit itself and the queue publish while this traffic passes, and when the alarm is on. */
async function alarmedBy(traffic: (minute: number) => Traffic) {
  const audited = anAuditedStage();
  const published: Published[][] = [];
  for (let minute = 0; minute < minutes; minute++) {
    pass(audited, traffic(minute));
    const totals = minute % 5 === 2 ? (await audit(audited.ports, audited.now))?.totals : undefined;
    published.push([...inQueue(audited.level), ...(totals ? ofAudit(totals) : [])]);
  }
  const machine = createTimeMachine(await synthesizeStack({ stage }), stage);
  return machine
    .onMinutes(minutes, (minute) => published[minute] ?? [])
    .get('conservation-residue');
}

/** A minute, in which all is processed or nothing. */
function pass(audited: ReturnType<typeof anAuditedStage>, minute: Traffic): void {
  const { accepted, dropped = 0, waits = false, isTried = false } = minute;
  const present = waitingIn(audited.level) + accepted - dropped;
  const waiting = waits ? present : 0;
  audited.count('accepted', { value: accepted });
  audited.count('processed', { value: present - waiting, lateMs: 150_000 });
  audited.level = isTried
    ? { visible: 0, inFlight: waiting, delayed: 0 }
    : { visible: waiting, inFlight: 0, delayed: 0 };
  audited.passMinutes(1);
}

function inQueue({ visible, inFlight, delayed }: Level): Published[] {
  const figures = { Visible: visible, NotVisible: inFlight, Delayed: delayed };
  const dimensions = { QueueName: `spillway-${stage}-intake` };
  return Object.entries(figures).map(([name, value]) => ({
    ...{ namespace: 'AWS/SQS', name: `ApproximateNumberOfMessages${name}`, dimensions },
    ...{ unit: 'Count', values: [value], counts: [1] },
  }));
}

function ofAudit({ accepted, settled, uncertain }: Totals): Published[] {
  const figures = { AcceptedTotal: accepted, SettledTotal: settled, UncertainTotal: uncertain };
  const dimensions = { service: `spillway-${stage}-audit` };
  return Object.entries(figures).map(([name, value]) => ({
    ...{ namespace: 'Spillway', name, dimensions, unit: 'Count', values: [value], counts: [1] },
  }));
}

const busyHour = (minute: number) => (minute >= 20 && minute < 80 ? 300 : 0);

it('wakes nobody while webhooks come and go, and are counted late', async () => {
  expect(await alarmedBy((minute) => ({ accepted: busyHour(minute) }))).toBeUndefined();
});

const outage = (minute: number) => minute >= 20 && minute < 80;

it.each<[string, (minute: number) => number]>([
  ['at a webhook a minute', () => 1],
  ['at seven every ten minutes', (minute) => (minute % 10 === 4 ? 7 : 0)],
  ['at more and more', (minute) => minute],
])(
  'wakes nobody while all waits for a destination %s, and once that takes it',
  async (_, arrive) => {
    const at = (minute: number) => ({ accepted: arrive(minute), waits: outage(minute) });
    expect(await alarmedBy(at)).toBeUndefined();
  },
);

it('wakes nobody while what waits is now visible, now in flight', async () => {
  const at = (minute: number) => ({
    accepted: minute < 30 ? 10 : 0,
    waits: outage(minute),
    isTried: minute % 2 === 0,
  });
  expect(await alarmedBy(at)).toBeUndefined();
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
