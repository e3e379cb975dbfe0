import { readTrouble } from '../../../client/alarms/read-trouble.ts';
import { switchFaults } from '../../../client/faults/switch-faults.ts';
import { readRunbookPage } from '../../pages/read-runbook-page.ts';
import type { RunbookPage } from '../../pages/runbook-page.ts';
import type { Shell } from '../../pages/shell.ts';
import { allowedSiblings } from '../allowed-siblings.ts';
import { detectBudget } from '../detect-budget.ts';
import type { Drill } from '../drill.ts';
import { balanceBooks } from '../run/balance-books.ts';
import { DrillFailure, type DrillRun } from '../run/drill-run.ts';
import { inject } from '../run/inject.ts';
import { lookFirst } from '../run/look-first.ts';
import { mitigate } from '../run/mitigate.ts';
import { openLoads } from '../run/open-loads.ts';
import { waitFor } from '../run/pause.ts';
import { untilCalm } from '../run/until-calm.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import type { GameDayReport, Visit } from './game-day-report.ts';

interface GameDayOptions {
  /** Of all alarms: the page that is reached may be that of a third one. */
  readonly drills: readonly Drill[];
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  readonly readPage?: (name: string) => RunbookPage;
}

/** What is still wrong. */
type Wrong = Map<Drill, DrillRun>;

const calmSeconds = 3_600;
/** The longest windows of live alarms are of half an hour. */
const calmingSeconds = 2_400;
const mostVisits = 6;
const patience = 2;

/** Injects the faults of two drills at once, and goes from page to page as alarms name them, until nothing is wrong. */
export async function playGameDay(
  pair: readonly [Drill, Drill],
  on: DrillStage,
  options: GameDayOptions,
): Promise<Pick<GameDayReport, 'visits' | 'failures' | 'books'>> {
  const { signal, say } = options;
  const wrong: Wrong = new Map(pair.map((drill) => [drill, runOf(drill, on, options)]));
  const runs = [...wrong.values()];
  const visits: Visit[] = [];
  try {
    say('waiting until all alarms are OK');
    await untilCalm({ on, signal }, calmSeconds);
    for (const run of runs) await injectAll(run);
    await followPages(wrong, { on, options, visits });
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

function runOf(
  drill: Drill,
  on: DrillStage,
  { shell, signal, say, readPage = readRunbookPage }: GameDayOptions,
): DrillRun {
  const loads = openLoads(on);
  return {
    ...{ drill, on, signal, say, loads },
    page: readPage(drill.alarm),
    shell: async () => shell,
    note: () => undefined,
    jumped: () => undefined,
    async end() {
      for (const injection of drill.inject) {
        if (!('fault' in injection) || on.stage.stack === undefined) continue;
        await switchFaults(on.stage.stack, { method: 'DELETE', name: injection.fault });
      }
      await loads.endTrouble();
    },
  };
}

async function injectAll(run: DrillRun): Promise<void> {
  for (const load of run.drill.load ?? []) await run.loads.start(load, false);
  for (const injection of run.drill.inject) await inject(injection, run);
}

interface Following {
  readonly on: DrillStage;
  readonly options: GameDayOptions;
  readonly visits: Visit[];
}

/** @throws DrillFailure where something stays wrong, or no page is left to open */
async function followPages(wrong: Wrong, { on, options, visits }: Following): Promise<void> {
  const since = on.now();
  const longest = Math.max(...[...wrong.keys()].map((drill) => detectBudget(drill)));
  const seconds = patience * longest;
  while (visits.length < mostVisits) {
    const pages = await waitFor(on, () => pagesToOpen(on), { seconds, signal: options.signal });
    if (pages === undefined) break;
    const [page = '', ...beside] = pages;
    const openedAfter = secondsSince(since, on);
    options.say(`following ${page}`);
    const followed = await followPage(page, wrong, { on, options, visits });
    const endedIncident = wrong.size === 0 && (await isCalmSoon({ on, options, visits }));
    visits.push({ page, beside, openedAfter, ...followed, endedIncident });
    if (endedIncident) return;
  }
  if (wrong.size === 0 && (await pagesToOpen(on)) === undefined) return;
  const alarms = [...wrong.keys()].map(({ alarm }) => alarm).join(' and ');
  throw new DrillFailure(
    alarms === ''
      ? `Alarms are still on after ${visits.length} pages.`
      : `No page that was opened ended the fault of ${alarms}.`,
  );
}

/** Alarms with the same cause are over at different times. */
async function isCalmSoon({ on, options: { signal } }: Following): Promise<boolean> {
  const isCalm = async () => ((await pagesToOpen(on)) === undefined ? true : undefined);
  return (await waitFor(on, isCalm, { seconds: calmingSeconds, signal })) ?? false;
}

/** In the order in which `npx spillway alarms` names them. */
async function pagesToOpen({ clients, stage, now }: DrillStage) {
  const { on } = await readTrouble(stage.name, {
    ...{ cloudWatch: clients.cloudWatch, explain: String, now: now() },
  });
  return on.length === 0 ? undefined : on.map(({ first }) => first.page);
}

/** Does what the page says. Its cause is that of each fault beside whose alarm it may fire. */
async function followPage(page: string, wrong: Wrong, { on, options }: Following) {
  const own = [...wrong.keys()].find(({ alarm }) => alarm === page);
  const drill = own ?? options.drills.find(({ alarm }) => alarm === page);
  if (drill === undefined) throw new DrillFailure(`No drill says how ${page}.md ends its alarm.`);
  const causes = [...wrong].filter(([one]) => one === own || allowedSiblings(one).has(page));
  const run: DrillRun = {
    ...runOf(drill, on, options),
    async end() {
      for (const [one, { end }] of causes) {
        await end();
        wrong.delete(one);
      }
    },
  };
  const openedAt = on.now();
  await lookFirst(run);
  for (const mitigation of drill.mitigation) await mitigate(mitigation, run);
  if (own !== undefined) wrong.delete(own);
  const mitigatedAt = on.now();
  const isOver = async () => {
    const trouble = await pagesToOpen(on);
    return trouble?.includes(page) ? undefined : true;
  };
  const seconds = patience * drill.clearSeconds;
  const cleared = await waitFor(on, isOver, { seconds, signal: options.signal });
  return {
    mitigatedSeconds: Math.round((mitigatedAt - openedAt) / 1000),
    ...(cleared ? { clearedSeconds: secondsSince(mitigatedAt, on) } : {}),
  };
}

function secondsSince(from: number, { now }: DrillStage): number {
  return Math.round((now() - from) / 1000);
}
