import type { Fleet } from './fleet.ts';

/** What webhooks flow through: a gateway, ingestion's environments, a queue, pollers. */
export interface Pipeline {
  readonly gateway: { readonly ratePerSecond: number; readonly burst: number };
  readonly ingestion: { readonly environments: Fleet; readonly perEnvironment: number };
  readonly processing: {
    readonly pollers: Fleet;
    /** Webhooks a second through one poller, their further attempts reckoned in. */
    readonly perPoller: number;
    /** So long each poller is busy with what it took while it was calm, and that is less than a batch. */
    readonly calmBatch: { readonly seconds: number; readonly perPoller: number };
    /** By processing's environments all pollers together get no further. */
    readonly environments: Fleet;
    readonly perEnvironment: number;
  };
}

/** What happened in one second; counts of webhooks are fractions, as of a fluid. */
export interface Moment {
  readonly second: number;
  readonly offered: number;
  /** Answered 503 by the gateway's throttle. */
  readonly throttled: number;
  /** Answered 503 because ingestion had no environment. */
  readonly unserved: number;
  readonly accepted: number;
  readonly processed: number;
  /** Waiting, at the end of this second. */
  readonly backlog: number;
  /** How long what is taken from the queue at the end of this second has waited. */
  readonly ageSeconds: number;
  readonly pollers: number;
}

export interface Course {
  /** Webhooks offered a second, at a time in seconds since the beginning. */
  readonly offered: (second: number) => number;
  /** What came a second until then: so much the fleets are used to. */
  readonly calmPerSecond: number;
  /** From here on the course ends as soon as nothing waits. */
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

const stepsPerSecond = 20;
const step = 1 / stepsPerSecond;
/** Less is what arithmetic leaves. */
const nothing = 1e-6;

/**
 * Lets webhooks flow as a fluid, step by step: pollers are added while webhooks wait, environments while requests come
 * that none is free for. It begins with what the calm needed.
 */
export function simulate(
  { gateway, ingestion, processing }: Pipeline,
  { offered, calmPerSecond, leastSeconds, mostSeconds }: Course,
): readonly Moment[] {
  const gate = createGate(gateway);
  const served = createStage(ingestion.environments, ingestion.perEnvironment, calmPerSecond);
  const pollers = createStage(processing.pollers, processing.perPoller, calmPerSecond);
  const workers = createStage(processing.environments, processing.perEnvironment, calmPerSecond);
  const queue = createFifo();
  const moments: Moment[] = [];
  for (let second = 0; second < mostSeconds; second++) {
    const sum = { offered: 0, throttled: 0, unserved: 0, accepted: 0, processed: 0 };
    for (let part = 0; part < stepsPerSecond; part++) {
      const came = offered(second + part * step) * step;
      const passed = gate.pass(came);
      const accepted = served.take(passed);
      queue.add(accepted);
      const isCalm = second + part * step < processing.calmBatch.seconds;
      const taken = isCalm
        ? pollers.count() * processing.calmBatch.perPoller * step
        : Math.min(pollers.most(), workers.most());
      const processed = queue.take(taken);
      const isWaiting = queue.waiting() > nothing;
      pollers.grow(isWaiting);
      workers.grow(isWaiting);
      sum.offered += came;
      sum.throttled += came - passed;
      sum.unserved += passed - accepted;
      sum.accepted += accepted;
      sum.processed += processed;
    }
    const state = { backlog: queue.waiting(), ageSeconds: queue.ageSeconds() };
    moments.push({ second, ...sum, ...state, pollers: pollers.count() });
    if (second + 1 >= leastSeconds && state.backlog <= nothing) break;
  }
  return moments;
}

/** A token bucket, as the gateway's throttle is one. */
function createGate({ ratePerSecond, burst }: Pipeline['gateway']) {
  let tokens = burst;
  return {
    pass(came: number): number {
      tokens = Math.min(Math.max(burst, ratePerSecond * step), tokens + ratePerSecond * step);
      const passed = Math.min(came, tokens);
      tokens -= passed;
      return passed;
    },
  };
}

function createStage({ first, perSecond, most }: Fleet, perMember: number, calmPerSecond: number) {
  let count = Math.min(most, Math.max(first, calmPerSecond / perMember));
  const able = () => count * perMember * step;
  const grow = (isNeeded: boolean) => {
    if (isNeeded) count = Math.min(most, count + perSecond * step);
  };
  return {
    count: () => count,
    most: able,
    grow,
    /** Of what is handed over at once, so much as there is room for. */
    take(came: number): number {
      const taken = Math.min(came, able());
      grow(came > taken);
      return taken;
    },
  };
}

/** First in, first out: it remembers how many had come by the end of each step. */
function createFifo() {
  const came: number[] = [];
  let total = 0;
  let gone = 0;
  let oldest = 0;
  return {
    add(count: number): void {
      total += count;
      came.push(total);
    },
    take(most: number): number {
      const taken = Math.min(most, total - gone);
      gone += taken;
      while (oldest < came.length - 1 && (came[oldest] ?? 0) <= gone + nothing) oldest++;
      return taken;
    },
    waiting: () => total - gone,
    ageSeconds: () => (total - gone > nothing ? (came.length - 1 - oldest) * step : 0),
  };
}
