import type { AttemptOutcome, LoggedAttempt, Redelivery } from './delivery-log.ts';
import type { Findings } from './findings.ts';
import { createPagedLog } from './paged-log-fixture.ts';
import type { ReconcilePorts } from './ports.ts';
import { createStoredState } from './stored-state-fixture.ts';

const minuteMs = 60_000;

/** Stands for whatever ends a function half way. */
export class KilledError extends Error {
  override readonly name = 'KilledError';
}

interface Given {
  readonly outcome?: AttemptOutcome;
  readonly type?: string;
  /** By our clock. */
  readonly at?: number;
}

type Again = 'comes' | 'fails' | 'vanishes' | 'says delivered';

/** A sender with its log, and we who may have what it sent. Time passes only here. */
export function aSender({ pageSize = 100, skewMs = 0, canAsk = true } = {}) {
  const rows: LoggedAttempt[] = [];
  const calls = { left: Number.POSITIVE_INFINITY };
  const spend = () => {
    if (--calls.left < 0) throw new KilledError();
  };
  const state = createStoredState(spend);
  const world = {
    ...{ now: Date.UTC(2026, 10, 26, 12), startedAt: 0, isWell: true, pages: 0 },
    /** Milliseconds that a run has, and that each request at the sender takes. */
    ...{ runMs: 4 * minuteMs, requestMs: 100 },
    takes: (_type: string | undefined) => true,
    /** How a webhook ends that is sent again. */
    redelivered: (_id: string): Again => 'comes',
    /** What the sender answers to an ask. */
    answer: (_id: string): Redelivery => 'requested',
    /** Called before each page: more may arrive, or it fails. */
    beforePage: (_page: number) => {},
    /** Ids asked for, in order, and when. */
    asked: [] as { readonly id: string; readonly at: number }[],
    /** What the runs reported. */
    reports: [] as Findings[],
    had: new Set<string>(),
    decisionOn: state.decisionOn,
    progress: state.progress,
    send(id: string, { outcome = 'delivered', type, ...given }: Given = {}): void {
      const at: number = given.at ?? world.now;
      const attemptId = `a${rows.length}`;
      rows.push({ attemptId, id, at: at + skewMs, outcome, ...(type && { type }) });
      if (outcome === 'delivered') world.had.add(id);
    },
    /** It says that it was delivered, and we never saw it. */
    sendIntoTheVoid(id: string): void {
      world.send(id);
      world.had.delete(id);
    },
    pass(minutes: number): void {
      world.now += minutes * minuteMs;
    },
    /** The next run ends at its n-th call of a port. */
    killAfter(left: number): void {
      calls.left = left;
    },
    /** Those of a run that begins now. */
    ports(): ReconcilePorts {
      world.startedAt = world.now;
      return { ...portsOf(world, spend), state: state.ports, log };
    },
  };
  const redeliver = async ({ id }: { readonly id: string }): Promise<Redelivery> => {
    spend();
    world.now += world.requestMs;
    const answer = world.answer(id);
    if (answer === 'requested') sendAgain(world, id);
    return answer;
  };
  const beforePage = () => {
    spend();
    world.beforePage(world.pages++);
    world.now += world.requestMs;
    return world.now + skewMs;
  };
  const list = createPagedLog(rows, pageSize, beforePage);
  const log = { retentionDays: 3, timeoutSeconds: 10, list, ...(canAsk && { redeliver }) };
  return world;
}

type World = ReturnType<typeof aSender>;

function sendAgain(world: World, id: string): void {
  world.asked.push({ id, at: world.now });
  const end = world.redelivered(id);
  if (end === 'comes') world.send(id);
  if (end === 'fails') world.send(id, { outcome: 'failed' });
  if (end === 'says delivered') world.sendIntoTheVoid(id);
}

function portsOf(world: World, spend: () => void): Omit<ReconcilePorts, 'state' | 'log'> {
  return {
    async ours(wanted) {
      spend();
      return new Set(wanted.map(({ id }) => id).filter((id) => world.had.has(id)));
    },
    takes: (type) => world.takes(type),
    async isWell() {
      spend();
      return world.isWell;
    },
    clock: () => world.now,
    async sleep(milliseconds) {
      world.now += milliseconds;
    },
    ...{ redeliveriesPerSecond: 1, isDryRun: false },
    report: (findings) => void world.reports.push(findings),
    usedTime: () => (world.now - world.startedAt) / world.runMs,
  };
}
