import { join } from 'node:path';
import { installAwsClient } from '../pages/aws-client.ts';
import type { Drill } from './drill.ts';
import type { DrillResult } from './drill-result.ts';
import { planJobs } from './jobs/plan-jobs.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { createReport, type DrillReport } from './report/drill-report.ts';
import { drillName } from './run/await-alarm.ts';

interface RunOptions {
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly onSaid: (alarm: string, text: string) => void;
  readonly onResult: (result: DrillResult) => void;
}

/** Plays drills on embedded stacks. */
export async function runDrills(
  drills: readonly Drill[],
  { jobs: atOnce, signal, onSaid, onResult }: RunOptions,
): Promise<DrillReport> {
  const startedAt = Date.now();
  // Not by several processes at once.
  await installAwsClient(join(import.meta.dirname, '..', '..'));
  const results: DrillResult[] = [];
  const unplayed = await runJobs(planJobs(drills, atOnce), {
    ...{ atOnce, signal, onSaid },
    onResult(result) {
      results.push(result);
      onResult(result);
    },
  });
  const order = drills.map(drillName);
  const sorted = results.toSorted((a, b) => order.indexOf(a.alarm) - order.indexOf(b.alarm));
  const target = 'embedded stack, not AWS';
  return createReport({ results: sorted, unplayed, target }, startedAt);
}
