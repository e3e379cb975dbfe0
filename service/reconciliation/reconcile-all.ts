import { RacedError } from './book.ts';
import type { SourceReport } from './source-report.ts';

export interface AllPorts {
  readonly reconcileSource: (source: string, deadline: number) => Promise<SourceReport>;
  /** Milliseconds, of whatever clock. */
  readonly clock: () => number;
  /** By the same clock: nothing is begun after it. */
  readonly deadline: number;
  readonly onFailure: (source: string, error: unknown) => void;
}

/**
 * Each source in turn, with an equal share of the time that is left. One that fails takes nothing from the others. Two
 * runs at once come to the same: the later one gives way.
 */
export async function reconcileAll(
  ports: AllPorts,
  sources: readonly string[],
): Promise<readonly SourceReport[]> {
  const reports: SourceReport[] = [];
  for (const [index, source] of sources.entries()) {
    const share = (ports.deadline - ports.clock()) / (sources.length - index);
    reports.push(await reconcileOne(ports, source, ports.clock() + share));
  }
  return reports;
}

async function reconcileOne(
  { reconcileSource, onFailure }: AllPorts,
  source: string,
  deadline: number,
): Promise<SourceReport> {
  try {
    return await reconcileSource(source, deadline);
  } catch (error) {
    if (error instanceof RacedError) return { source, state: 'raced' };
    onFailure(source, error);
    return { source, state: 'failed', problem: String(Object(error).message ?? error) };
  }
}
