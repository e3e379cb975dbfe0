import { reconcileAll } from './reconcile-all.ts';
import { reconcileSource } from './reconcile-source.ts';
import type { ReconciliationPorts } from './reconciliation-ports.ts';
import type { SourceReport } from './source-report.ts';

/** What somebody may ask of a run. */
export interface ReconciliationRequest {
  /** Looks only: asks for nothing, and remembers nothing. */
  readonly dryRun?: boolean;
  /** Only this one. */
  readonly source?: string;
}

interface Times {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Until the function is ended. */
  readonly remainingMs: number;
}

/** The rest is for what is under way, and for the last lines. */
const usableShare = 0.8;

/** One run at all sources, or at one. @throws Error for a source that names no log */
export function createReconciliation(ports: ReconciliationPorts) {
  return async (
    { startedAt, remainingMs }: Times,
    { dryRun: isDryRun = false, source: only }: ReconciliationRequest = {},
  ): Promise<readonly SourceReport[]> => {
    const begun = performance.now();
    const clock = () => startedAt + performance.now() - begun;
    const line = ports.openLine();
    const reports = await reconcileAll(
      {
        clock,
        deadline: startedAt + remainingMs * usableShare,
        reconcileSource: (source, deadline) =>
          reconcileSource(ports, { source, clock, deadline, isDryRun }),
        onFailure: (source, error) =>
          ports.logger.error('source not reconciled', { source, error: error as Error }),
      },
      sourcesOf(ports, only),
    );
    const states = Object.fromEntries(reports.map(({ source, state }) => [source, state]));
    line.end('info', 'delivery logs reconciled', { isDryRun, states });
    return reports;
  };
}

function sourcesOf({ sources }: ReconciliationPorts, only: string | undefined): readonly string[] {
  if (only === undefined) return Object.keys(sources);
  if (Object.hasOwn(sources, only)) return [only];
  throw new Error(`No source of this name has a delivery log: ${only}`);
}
