import type { Conditions } from '../factories/time-machine/stage/conditions.ts';
import type { Incident } from './incident.ts';

const hour = 60;

/** For so many minutes. */
const lasting = (minutes: number, conditions: Partial<Conditions>) => (minute: number) =>
  minute < minutes ? conditions : {};

/** Ten webhooks a day, of which one comes in the second minute of the incident. */
const tenADay = (minute: number): Partial<Conditions> => ({
  webhooks: minute % 144 === 1 ? 1 : 0,
});

const busy = { startsAt: hour, lasts: 3 * hour } as const;
/** And one letter waits since the first minute. */
const afterALetter = { ...busy, before: lasting(1, { refused: 1 }) } as const;
/** The dead-letter queue is asleep by then. */
const rare = { always: { webhooks: 0 }, startsAt: 7 * hour, lasts: 5 * hour } as const;

export const incidents = {
  SleepingQueue: {
    title: 'A letter in a queue that was asleep',
    story:
      'The dead-letter queue was empty for seven hours; then a destination refuses one webhook.',
    startsAt: 7 * hour,
    lasts: hour,
    during: lasting(1, { refused: 1 }),
    fires: [{ alarm: 'dlq-not-empty', after: 16 }],
  },
  PoisonPill: {
    title: 'A poison pill',
    story:
      'One webhook ends the function that processes it, each of the five times that SQS hands it out.',
    ...busy,
    during: lasting(1, { pills: 1 }),
    fires: [{ alarm: 'dlq-not-empty', after: 16 }],
  },
  SlowDrain: {
    title: 'A slow drain',
    story: 'For an hour, processing takes 40 webhooks a minute of the 60 that come.',
    ...busy,
    during: lasting(hour, { capacity: 40 }),
    fires: [
      { alarm: 'drain-slow', after: 7, over: 66 },
      { alarm: 'freshness-burn', after: 8, over: 91 },
      { alarm: 'queue-age', after: 9, over: 62 },
    ],
  },
  Latch: {
    title: 'More letters, where one is already',
    story:
      '`dlq-not-empty` has been on for an hour; then a destination refuses two webhooks a minute, for an hour.',
    ...afterALetter,
    during: lasting(hour, { refused: 2 }),
    fires: [{ alarm: 'dlq-growing', after: 5, over: 71 }],
  },
  CrashingVersion: {
    title: 'A version that crashes, where a letter is already',
    story:
      '`dlq-not-empty` has been on for an hour; then a deployment lets processing crash at each webhook, for half an hour.',
    ...afterALetter,
    during: lasting(30, { pills: 60 }),
    fires: [
      { alarm: 'processing-errors', after: 2, over: 44 },
      { alarm: 'partial-failures', after: 3, over: 45 },
      { alarm: 'dlq-growing', after: 13, over: 57 },
    ],
  },
  Flapping: {
    title: 'A destination that flaps',
    story: 'For two hours it is down for five minutes, and up for five.',
    ...busy,
    during: (minute) => (minute < 2 * hour && minute % 10 < 5 ? { destination: 'down' } : {}),
    fires: [],
  },
  DeploySpike: {
    title: 'A deployment under load',
    story: 'For four minutes, half of the requests meet a cold start of 3 s.',
    ...busy,
    during: lasting(4, { coldStarts: 30, coldStartMs: 3_000 }),
    fires: [],
  },
  IngestionOutage: {
    title: 'Ingestion is down',
    story: 'For 20 minutes each invocation of ingestion crashes, and senders get a 503.',
    ...busy,
    during: lasting(20, { ingestion: 'down' }),
    fires: [
      { alarm: 'availability-burn-fast', after: 1, over: 25 },
      { alarm: 'availability-burn-slow', after: 1, over: 50 },
      { alarm: 'availability-burn-drip', after: 1 },
      { alarm: 'ingestion-errors', after: 2, over: 22 },
      { alarm: 'api-5xx', after: 3, over: 21 },
      { alarm: 'api-4xx', after: 5, over: 21 },
    ],
  },
  QueueRefuses: {
    title: 'SQS takes nothing',
    story: 'For 20 minutes ingestion can store nothing, and answers each webhook with a 503.',
    ...busy,
    during: lasting(20, { ingestion: 'refusing' }),
    fires: [
      { alarm: 'availability-burn-fast', after: 1, over: 25 },
      { alarm: 'availability-burn-slow', after: 1, over: 50 },
      { alarm: 'availability-burn-drip', after: 1 },
      { alarm: 'api-5xx', after: 3, over: 21 },
    ],
  },
  DeadMapping: {
    title: 'The mapping is disabled',
    story: 'For half an hour nothing polls the intake queue, while webhooks are still accepted.',
    ...busy,
    during: lasting(30, { polling: false }),
    fires: [
      { alarm: 'queue-stalled', after: 5, over: 31 },
      { alarm: 'drain-slow', after: 5, over: 36 },
      { alarm: 'consumer-dead', after: 7, over: 31 },
      { alarm: 'freshness-burn', after: 31, over: 61 },
    ],
  },
  DestinationDown: {
    title: 'A destination is down',
    story: 'For an hour the only destination answers with a 503.',
    ...busy,
    during: lasting(hour, { destination: 'down' }),
    fires: [
      { alarm: 'destination-resting', after: 17, over: 72 },
      { alarm: 'parked-growing', after: 32, over: 72 },
    ],
  },
  NoisySource: {
    title: 'A noisy source',
    story: 'For an hour, five requests a second come for a known source with a wrong signature.',
    ...busy,
    during: lasting(hour, { strangers: 300 }),
    fires: [
      { alarm: 'api-4xx', after: 5, over: 61 },
      { alarm: 'signature-failures-github', after: 5, over: 61 },
    ],
  },
  Lost: {
    title: 'A webhook is lost',
    story: 'One of the last 60 webhooks of the day was acknowledged, and is nowhere.',
    ...busy,
    during: (minute) => (minute === 0 ? { lost: 1 } : { webhooks: 0 }),
    fires: [{ alarm: 'conservation-residue', after: 16 }],
  },
  LostInMotion: {
    title: 'A webhook is lost under load',
    story: 'A webhook is acknowledged, and is nowhere; others come for another hour.',
    ...busy,
    during: (minute) => ({ lost: minute === 0 ? 1 : 0, webhooks: minute < hour ? 60 : 0 }),
    fires: [{ alarm: 'conservation-residue', after: 76 }],
  },
  SilentAudit: {
    title: 'The audit does not run',
    story: 'For an hour its schedule is off.',
    ...busy,
    during: lasting(hour, { auditing: false }),
    fires: [{ alarm: 'audit-silent', after: 16, over: 61 }],
  },
  SilentReconciler: {
    title: 'The senders’ logs are not read',
    story: 'For an hour the schedule of the reconciliation is off.',
    ...busy,
    during: lasting(hour, { reconciling: false }),
    fires: [{ alarm: 'reconciler-silent-github', after: 16, over: 61 }],
  },
  TenADay: {
    title: 'Ten webhooks a day',
    story: 'A webhook comes every 144 minutes, and nothing is wrong.',
    ...rare,
    lasts: 24 * hour,
    during: tenADay,
    fires: [],
  },
  OneOfTenRefused: {
    title: 'Ten a day, one is refused',
    story: 'Its destination refuses one of ten webhooks a day for good.',
    ...rare,
    during: (minute) => ({ ...tenADay(minute), refused: minute === 1 ? 1 : 0 }),
    fires: [{ alarm: 'dlq-not-empty', after: 17 }],
  },
  OneOfTenLost: {
    title: 'Ten a day, one is lost',
    story: 'One of ten webhooks a day was acknowledged, and is nowhere.',
    ...rare,
    during: (minute) => ({ ...tenADay(minute), lost: minute === 1 ? 1 : 0 }),
    fires: [{ alarm: 'conservation-residue', after: 21 }],
  },
  OneOfTenWaits: {
    title: 'Ten a day, and the mapping is disabled',
    story: 'For three hours nothing polls the intake queue, in which one webhook waits.',
    ...rare,
    during: (minute) => ({ ...tenADay(minute), polling: minute >= 3 * hour }),
    fires: [
      { alarm: 'queue-stalled', after: 6, over: 181 },
      { alarm: 'drain-slow', after: 6, over: 186 },
      { alarm: 'consumer-dead', after: 7, over: 181 },
    ],
  },
  DownForTen: {
    title: 'Ten a day, and the destination is down',
    story: 'For four and a half hours it answers with a 503, longer than a webhook is tried.',
    ...rare,
    during: (minute) => ({
      ...tenADay(minute),
      destination: minute < 4.5 * hour ? 'down' : 'up',
    }),
    fires: [
      { alarm: 'final-attempt-failed', after: 240, over: 243 },
      { alarm: 'dlq-not-empty', after: 255 },
    ],
  },
  Spike: {
    title: 'A spike',
    story: 'For a minute, 6,000 webhooks come instead of 60, and processing takes 3,000 a minute.',
    ...busy,
    always: { capacity: 3_000 },
    during: lasting(1, { webhooks: 6_000 }),
    fires: [{ alarm: 'freshness-burn', after: 2, over: 32 }],
  },
} as const satisfies Readonly<Record<string, Incident>>;
