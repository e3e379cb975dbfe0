import type { Logger } from '@aws-lambda-powertools/logger';
import { DeliveryLogError, MalformedSecretError } from '../errors.ts';
import type { OpenLine } from '../telemetry/line.ts';
import { compilePattern } from '../webhook/pattern.ts';
import type { ReconciledSource } from '../webhook/reconciled-sources.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { readReconciliationEnvironment } from './environment.ts';
import { noFindings } from './findings.ts';
import { type Health, healthMinutes, isHealthy } from './judge-health.ts';
import { openLog } from './logs/open-log.ts';
import { createOurs, type OursPorts } from './ours.ts';
import type { ReconcilePorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { reconcileAll } from './reconcile-all.ts';
import { reportOff } from './report-off.ts';
import { reportRun } from './report-run.ts';
import type { StatePorts } from './state.ts';

export interface ReconciliationPorts
  extends Pick<OursPorts, 'findDeliveries' | 'readAccepted'>,
    Pick<ReconcilePorts, 'sleep'> {
  readonly env: ReturnType<typeof readReconciliationEnvironment>;
  readonly sources: Readonly<Record<string, ReconciledSource>>;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly openLine: OpenLine;
  /** @returns `undefined` while nobody has stored one */
  readonly readToken: (source: string) => Promise<string | undefined>;
  readonly openState: (source: string) => StatePorts;
  readonly readHealth: (range: {
    readonly from: number;
    readonly to: number;
    readonly periodSeconds: number;
  }) => Promise<Health>;
  /** The real time, in milliseconds since 1970: tokens are signed with it. */
  readonly trueTime: () => number;
}

const minuteMs = 60_000;

/** The rest is for what is under way, and for the last lines. */
const usableShare = 0.8;

/**
 * One run. @param startedAt milliseconds since 1970 @param remainingMs until the function is ended
 *
 * @throws Error where a source could not be reconciled, for whatever is not its sender's fault
 */
export function createReconciliation(ports: ReconciliationPorts) {
  return async (startedAt: number, remainingMs: number): Promise<void> => {
    const begun = performance.now();
    const clock = () => startedAt + performance.now() - begun;
    const line = ports.openLine();
    const failures: unknown[] = [];
    const found = await reconcileAll(
      {
        clock,
        deadline: startedAt + remainingMs * usableShare,
        reconcileSource: (source, deadline) => reconcileSource(ports, { source, clock, deadline }),
        onFailure(source, error) {
          failures.push(error);
          ports.logger.error('source not reconciled', { source, error: error as Error });
        },
      },
      Object.keys(ports.sources),
    );
    if (failures.length > 0) {
      throw new Error(`Not reconciled: ${found.failed.join(', ')}`, { cause: failures[0] });
    }
    line.end('info', 'delivery logs reconciled', { ...found });
  };
}

interface Run {
  readonly source: string;
  readonly clock: () => number;
  readonly deadline: number;
}

async function reconcileSource(ports: ReconciliationPorts, run: Run): Promise<boolean> {
  const { source } = run;
  const config = ports.sources[source];
  const token = await ports.readToken(source);
  if (token === undefined || config === undefined) {
    reportOff(ports.openLine(), source);
    return false;
  }
  const log = openOrExplain(ports, source, config, token);
  if (log !== undefined) await reconcile(portsOf(ports, run, config, log));
  return true;
}

/** A token that can't be one is a finding like one that the sender refuses. */
function openOrExplain(
  ports: ReconciliationPorts,
  source: string,
  { log }: ReconciledSource,
  token: string,
): DeliveryLog | undefined {
  try {
    return keptHere(ports, openLog(source, log, token, ports.trueTime));
  } catch (cause) {
    if (!(cause instanceof MalformedSecretError)) throw cause;
    const failure = new DeliveryLogError(`The token for the delivery log of ${source} is none`, {
      ...{ cause, reason: 'unauthorized' },
    });
    reportRun(ports, source, { ...noFindings(), failure });
    return undefined;
  }
}

function portsOf(
  ports: ReconciliationPorts,
  { source, clock, deadline }: Run,
  config: ReconciledSource,
  log: DeliveryLog,
): ReconcilePorts {
  const begunAt = clock();
  return {
    log,
    ours: createOurs({ ...ports, ...config, source, clock }),
    state: ports.openState(source),
    takes: takesOf(config),
    isWell: () => readWell(ports, clock()),
    ...{ clock, sleep: ports.sleep },
    redeliveriesPerSecond: ports.env.redeliveriesPerSecond,
    report: (findings) => reportRun(ports, source, findings),
    usedTime: () => (clock() - begunAt) / (deadline - begunAt),
  };
}

/** What we have forgotten ourselves can't be told from what never came. */
function keptHere({ env }: ReconciliationPorts, log: DeliveryLog): DeliveryLog {
  const rememberedDays = Math.min(env.memoryDays, env.logRetentionDays);
  return { ...log, retentionDays: Math.min(log.retentionDays, rememberedDays) };
}

function takesOf({ types }: ReconciledSource): ReconcilePorts['takes'] {
  const isWanted = types === undefined ? () => true : compilePattern(types);
  return (type) => type === undefined || isWanted(type);
}

async function readWell({ readHealth }: ReconciliationPorts, now: number): Promise<boolean> {
  const to = Math.ceil(now / minuteMs) * minuteMs;
  const from = to - (healthMinutes + 1) * minuteMs;
  return isHealthy(await readHealth({ from, to, periodSeconds: 60 }));
}
