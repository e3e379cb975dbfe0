import { allowedSiblings } from '../allowed-siblings.ts';
import { detectBudget } from '../detect-budget.ts';
import { DrillFailure, type DrillRun } from '../run/drill-run.ts';
import { lookFirst } from '../run/look-first.ts';
import { mitigate } from '../run/mitigate.ts';
import { waitFor } from '../run/pause.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import type { Visit } from './game-day-report.ts';
import { type GameDayOptions, openRun } from './open-run.ts';
import { overAt, pagesToOpen } from './pages-to-open.ts';
import { untilOver } from './until-over.ts';

interface Incident {
  readonly on: DrillStage;
  readonly options: GameDayOptions;
  readonly runs: readonly DrillRun[];
  /** Grows. */
  readonly visits: Visit[];
}

/** Beyond it somebody opens the next page: an alarm whose window is of hours lasts that long, whatever was done. */
const longestOnAPage = 480;
const mostVisits = 6;
const patience = 2;

/** @throws DrillFailure where something stays wrong, or no page is left to open */
export async function followPages(incident: Incident): Promise<void> {
  const { on, options, runs, visits } = incident;
  const since = on.now();
  const wrong = new Set(runs);
  const noticedSeconds = Math.max(...runs.map(({ drill }) => detectBudget(drill)));
  const seconds = patience * noticedSeconds;
  while (visits.length < mostVisits) {
    const next = () => unread(on, visits);
    const pages = await waitFor(on, next, { seconds, signal: options.signal });
    if (pages === undefined) break;
    options.say(`following ${pages[0]}`);
    const visit = await followPage(pages, wrong, { incident, noticedSeconds, since });
    visits.push(visit);
    if (visit.endedIncident) return;
  }
  await refuseTrouble(wrong, incident);
}

/** One that was followed is opened again only if its alarm was over meanwhile. */
async function unread(on: DrillStage, visits: readonly Visit[]) {
  const waiting = visits.filter(({ clearedSeconds }) => clearedSeconds === undefined);
  const followed = new Set(waiting.map(({ page }) => page));
  const pages = (await pagesToOpen(on)).filter((page) => !followed.has(page));
  return pages.length === 0 ? undefined : pages;
}

interface Place {
  readonly incident: Incident;
  readonly noticedSeconds: number;
  /** When the faults went on. */
  readonly since: number;
}

/** Does what the first of these pages says. Its cause is that of each fault beside whose alarm it may fire. */
async function followPage(
  [page = '', ...beside]: readonly string[],
  wrong: Set<DrillRun>,
  { incident: { on, options, runs }, noticedSeconds, since }: Place,
): Promise<Visit> {
  const own = [...wrong].find(({ drill }) => drill.alarm === page);
  const drill = own?.drill ?? options.drills.find(({ alarm }) => alarm === page);
  if (drill === undefined) throw new DrillFailure(`No drill says how ${page}.md ends its alarm.`);
  const causes = [...wrong].filter((one) => one === own || allowedSiblings(one.drill).has(page));
  const run: DrillRun = {
    ...openRun(drill, on, options),
    async end() {
      for (const cause of causes) {
        await cause.end();
        if (isEndedByCause(cause)) wrong.delete(cause);
      }
    },
  };
  const openedAt = on.now();
  await lookFirst(run);
  const steps = own === undefined ? (drill.asSibling ?? drill.mitigation) : drill.mitigation;
  for (const mitigation of steps) await mitigate(mitigation, run);
  if (own !== undefined) wrong.delete(own);
  const mitigatedAt = on.now();
  const { signal, traffic } = options;
  const isOver = () => overAt(on, page, openedAt);
  const seconds = Math.min(patience * drill.clearSeconds, longestOnAPage);
  if (wrong.size > 0) await waitFor(on, isOver, { seconds, signal });
  const endedIncident =
    wrong.size === 0 && (await untilOver({ on, runs, signal, traffic, noticedSeconds }));
  const over = await isOver();
  return {
    ...{ page, beside, openedAfter: secondsBetween(since, openedAt) },
    mitigatedSeconds: secondsBetween(openedAt, mitigatedAt),
    ...(over === undefined ? {} : { clearedSeconds: secondsBetween(mitigatedAt, over) }),
    endedIncident,
  };
}

/** What was made to go wrong by commands stays wrong until commands of a page mend it. */
function isEndedByCause({ drill: { mitigation } }: DrillRun): boolean {
  const hasCommands = mitigation.some((one) => one !== 'end' && ('step' in one || 'run' in one));
  return mitigation.includes('end') || !hasCommands;
}

/** @throws DrillFailure that says what is wrong still */
async function refuseTrouble(wrong: ReadonlySet<DrillRun>, { on, visits }: Incident) {
  // Of what commands made go wrong another page's commands may have been the end: then nothing is on.
  const left = [...wrong].filter(isEndedByCause);
  const isOn = (await pagesToOpen(on)).length > 0;
  if (left.length === 0 && !isOn) return;
  const alarms = (isOn ? [...wrong] : left).map(({ drill }) => drill.alarm).join(' and ');
  throw new DrillFailure(
    alarms === ''
      ? `Alarms are still on after ${visits.length} pages.`
      : `No page that was opened ended the fault of ${alarms}.`,
  );
}

function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000));
}
