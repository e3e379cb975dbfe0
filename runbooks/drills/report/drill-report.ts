import { describeEnvironment, type Environment } from '../../../loadtest/report/environment.ts';
import type { DrillResult } from '../drill-result.ts';

export interface DrillReport {
  readonly schema: 'spillway-drills/1';
  readonly startedAt: string;
  /** Of this machine. */
  readonly seconds: number;
  readonly target: 'embedded stack, not AWS' | 'AWS';
  readonly environment: Environment;
  readonly passed: boolean;
  readonly results: readonly DrillResult[];
  /** Alarms whose drill came to no result. */
  readonly unplayed: readonly string[];
}

export function createReport(
  { results, unplayed, target }: Pick<DrillReport, 'results' | 'unplayed' | 'target'>,
  startedAt: number,
): DrillReport {
  return {
    schema: 'spillway-drills/1',
    startedAt: new Date(startedAt).toISOString(),
    seconds: Math.round((Date.now() - startedAt) / 1000),
    ...{ target, environment: describeEnvironment() },
    passed: unplayed.length === 0 && results.every(({ passed }) => passed),
    ...{ results, unplayed },
  };
}
