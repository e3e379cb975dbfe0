import { DeliveryLogError, MalformedSecretError } from '../errors.ts';
import { compilePattern } from '../webhook/pattern.ts';
import type { ReconciledSource } from '../webhook/reconciled-sources.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { type Findings, noFindings } from './findings.ts';
import { healthMinutes, isHealthy } from './judge-health.ts';
import { openLog } from './logs/open-log.ts';
import { createOurs } from './ours.ts';
import type { ReconcilePorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import type { ReconciliationPorts } from './reconciliation-ports.ts';
import { reportOff } from './report-off.ts';
import { reportRun } from './report-run.ts';
import { type SourceReport, toReport } from './source-report.ts';
import { readOnly } from './state.ts';

const minuteMs = 60_000;

export interface Run {
  readonly source: string;
  readonly clock: () => number;
  /** By that clock. */
  readonly deadline: number;
  readonly isDryRun: boolean;
}

/**
 * One run at one source, with all that it takes. A dry run looks, and publishes nothing.
 *
 * @throws as `reconcile` does
 */
export async function reconcileSource(ports: ReconciliationPorts, run: Run): Promise<SourceReport> {
  const { source, isDryRun } = run;
  const line = ports.openLine();
  const config = ports.sources[source];
  const token = await ports.readToken(source);
  if (token === undefined || config === undefined) {
    if (!isDryRun) reportOff(line, source);
    return { source, state: 'off' };
  }
  let found = noFindings();
  const report = (findings: Findings) => {
    if (!isDryRun) reportRun({ ...ports, line }, source, findings);
    found = findings;
  };
  const log = openOrExplain(ports, run, token, report);
  if (log !== undefined) await reconcile({ ...portsOf(ports, run, config), log, report });
  return toReport(source, found);
}

/** A token that can't be one is a finding like one that the sender refuses. */
function openOrExplain(
  ports: ReconciliationPorts,
  { source }: Run,
  token: string,
  report: (findings: Findings) => void,
): DeliveryLog | undefined {
  const config = ports.sources[source]?.log;
  try {
    return config && keptHere(ports, openLog(source, config, token, ports.trueTime));
  } catch (cause) {
    if (!(cause instanceof MalformedSecretError)) throw cause;
    const failure = new DeliveryLogError(`The token for the delivery log of ${source} is none`, {
      ...{ cause, reason: 'unauthorized' },
    });
    report({ ...noFindings(), failure });
    return undefined;
  }
}

function portsOf(
  ports: ReconciliationPorts,
  { source, clock, deadline, isDryRun }: Run,
  config: ReconciledSource,
): Omit<ReconcilePorts, 'log' | 'report'> {
  const begunAt = clock();
  const state = ports.openState(source);
  return {
    ours: createOurs({ ...ports, ...config, source, clock }),
    state: isDryRun ? readOnly(state) : state,
    takes: takesOf(config),
    isWell: () => readWell(ports, clock()),
    ...{ clock, isDryRun, sleep: ports.sleep },
    redeliveriesPerSecond: ports.env.redeliveriesPerSecond,
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
