import type { Drill } from '../drill.ts';
import { balanceBooks } from '../run/balance-books.ts';
import { DrillFailure, type DrillRun } from '../run/drill-run.ts';
import { inject } from '../run/inject.ts';
import { untilCalm } from '../run/until-calm.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { followPages } from './follow-pages.ts';
import type { GameDayReport, Visit } from './game-day-report.ts';
import { type GameDayOptions, openRun } from './open-run.ts';

const calmSeconds = 3_600;

/** Injects the faults of two drills at once, and goes from page to page as alarms name them, until nothing is wrong. */
export async function playGameDay(
  pair: readonly [Drill, Drill],
  on: DrillStage,
  options: GameDayOptions,
): Promise<Pick<GameDayReport, 'visits' | 'failures' | 'books'>> {
  const { signal, say } = options;
  const runs = pair.map((drill) => openRun(drill, on, options));
  const visits: Visit[] = [];
  try {
    say('waiting until all alarms are OK');
    await untilCalm({ on, signal }, calmSeconds);
    for (const run of runs) await injectAll(run);
    await followPages({ on, options, runs, visits });
    say('counting webhooks');
    for (const { loads } of runs) await loads.endAll();
    const [first] = runs;
    return { visits, failures: [], ...(first && { books: await balanceBooks(first) }) };
  } catch (error) {
    if (!(error instanceof DrillFailure)) throw error;
    return { visits, failures: [error.message] };
  } finally {
    for (const run of runs) await run.loads.endAll();
  }
}

async function injectAll(run: DrillRun): Promise<void> {
  for (const load of run.drill.load ?? []) await run.loads.start(load, false);
  for (const injection of run.drill.inject) await inject(injection, run);
}
