import type { Drill } from './drill.ts';
import type { DrillResult } from './drill-result.ts';
import { createReport, type DrillReport } from './report/drill-report.ts';
import { drillName } from './run/await-alarm.ts';
import { runDrill } from './run-drill.ts';
import type { DrillStage } from './stage/drill-stage.ts';
import { openDrillShell } from './stage/open-drill-shell.ts';

interface OnStageOptions {
  /** Of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly onSaid: (alarm: string, text: string) => void;
  readonly onResult: (result: DrillResult) => void;
}

/** Plays drills on a deployed stage, one after the other. What one leaves behind would be the next one's trouble. */
export async function runOnStage(
  drills: readonly Drill[],
  on: DrillStage,
  { environment, signal, onSaid, onResult }: OnStageOptions,
): Promise<DrillReport> {
  const startedAt = Date.now();
  const results: DrillResult[] = [];
  for (const drill of drills) {
    const say = (text: string) => onSaid(drillName(drill), text);
    const openShell = () => openDrillShell(on, environment, signal);
    const result = await runDrill(drill, on, { openShell, signal, say });
    results.push(result);
    onResult(result);
    if (!result.passed) break;
  }
  const unplayed = drills.slice(results.length).map(drillName);
  return createReport({ results, unplayed, target: 'AWS' }, startedAt);
}
