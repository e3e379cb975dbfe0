import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { createReadAccepted } from '../../service/aws/accepted-lines.ts';
import { createFindDeliveries } from '../../service/aws/find-deliveries.ts';
import type { Decision } from '../../service/reconciliation/decision.ts';
import type { Findings } from '../../service/reconciliation/findings.ts';
import { openLog } from '../../service/reconciliation/logs/open-log.ts';
import { createOurs } from '../../service/reconciliation/ours.ts';
import { reconcile } from '../../service/reconciliation/reconcile.ts';
import type { StatePorts, Stored } from '../../service/reconciliation/state.ts';
import { compilePattern } from '../../service/webhook/pattern.ts';
import type { ReconciledSource } from '../../service/webhook/reconciled-sources.ts';
import type { Clients } from '../stage/clients.ts';
import { openState, readToken } from './open-source.ts';

/** What a run would find and do now. */
export interface Rehearsal {
  readonly source: string;
  /** Absent without a token. */
  readonly rows?: Findings['rows'];
  /** What the sender would be asked for. */
  readonly missing: readonly Pick<Decision, 'id' | 'type' | 'at'>[];
  /** What the sender says that we have, and would be looked for. */
  readonly absent: readonly Pick<Decision, 'id' | 'type' | 'at'>[];
  /** Why the log can not be read. */
  readonly problem?: string;
}

export interface RehearsalPorts {
  readonly clients: Clients;
  readonly logs: CloudWatchLogsClient;
  readonly stage: string;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

const patienceMs = 10 * 60_000;

/**
 * A run of the reconciliation, as today's code would do it, which asks for nothing and remembers nothing.
 *
 * @throws what AWS refuses
 */
export async function rehearse(
  ports: RehearsalPorts,
  source: string,
  { log, receivers, types }: ReconciledSource,
): Promise<Rehearsal> {
  const { clients, logs, stage, now, sleep } = ports;
  const token = await readToken(clients, stage, source);
  if (token === undefined) return { source, missing: [], absent: [] };
  const begunAt = now();
  const state = await forgetful(openState(clients, stage, source));
  const found: Findings[] = [];
  await reconcile({
    log: openLog(source, log, token, now),
    ours: createOurs({
      ...{ source, receivers, clock: now },
      findDeliveries: createFindDeliveries(clients.dynamo, `spillway-${stage}-deliveries`),
      readAccepted: createReadAccepted({
        ...{ client: logs, logGroup: `/aws/lambda/spillway-${stage}-ingestion`, sleep },
      }),
    }),
    state: state.ports,
    takes: takesOf(types),
    // So that nothing is asked for.
    isWell: async () => false,
    ...{ clock: now, sleep, redeliveriesPerSecond: 1, isDryRun: false },
    report: (findings) => found.push(findings),
    usedTime: () => (now() - begunAt) / patienceMs,
  });
  const open = state.decisions().filter(({ end }) => end === undefined);
  const [findings] = found;
  return {
    source,
    ...(findings && { rows: findings.rows }),
    missing: open.filter(({ kind, waitsUntil }) => kind === 'missed' && waitsUntil <= now()),
    absent: open.filter(({ kind }) => kind === 'absent'),
    ...(findings?.failure && { problem: findings.failure.message }),
  };
}

/** What was remembered before, and what this run adds to it, which is gone with it. */
async function forgetful({ readProgress, readDecisions }: StatePorts) {
  let progress = await readProgress();
  const decisions = new Map<string, Stored<Decision>>();
  for (const one of await readDecisions()) decisions.set(one.value.id, one);
  const ports: StatePorts = {
    readProgress: async () => progress,
    readDecisions: async () => [...decisions.values()],
    async replaceProgress(value, replaces) {
      progress = { value, version: replaces + 1 };
      return true;
    },
    async replaceDecision(value, replaces) {
      decisions.set(value.id, { value, version: replaces + 1 });
      return true;
    },
  };
  return { ports, decisions: () => [...decisions.values()].map(({ value }) => value) };
}

function takesOf(types: ReconciledSource['types']) {
  const isWanted = types === undefined ? () => true : compilePattern(types);
  return (type: string | undefined) => type === undefined || isWanted(type);
}
