import { readRunbookPage } from '../pages/read-runbook-page.ts';
import type { RunbookPage } from '../pages/runbook-page.ts';
import type { Shell } from '../pages/shell.ts';
import { allowedSiblings } from './allowed-siblings.ts';
import { detectBudget } from './detect-budget.ts';
import type { Drill } from './drill.ts';
import type { DrillResult } from './drill-result.ts';
import { alarmName, drillName, untilCleared, untilFired } from './run/await-alarm.ts';
import { balanceBooks } from './run/balance-books.ts';
import { DrillFailure, type DrillRun } from './run/drill-run.ts';
import { inject } from './run/inject.ts';
import { lookFirst } from './run/look-first.ts';
import { endTrouble, mitigate } from './run/mitigate.ts';
import { openLoads } from './run/open-loads.ts';
import { untilCalm } from './run/until-calm.ts';
import { readStates, readTransitions } from './stage/alarm-states.ts';
import type { DrillStage } from './stage/drill-stage.ts';
import { readSeries } from './stage/read-series.ts';

interface DrillOptions {
  readonly openShell: (on: DrillStage) => Promise<Shell>;
  readonly signal: AbortSignal;
  /** Progress, for people. */
  readonly say: (text: string) => void;
  /** Else that of its alarm. */
  readonly page?: RunbookPage;
}

type Found = { -readonly [Key in keyof DrillResult]?: DrillResult[Key] };

/** What a drill before it left on lasts for hours; where time can jump, that costs little. */
const calmSeconds = { jumping: 25_000, waiting: 3_600 } as const;

/** Plays a drill on a stage. @throws what is no finding of the drill, such as an interruption */
export async function runDrill(
  drill: Drill,
  on: DrillStage,
  { openShell, signal, say, page = readRunbookPage(drill.alarm) }: DrillOptions,
): Promise<DrillResult> {
  const startedAt = performance.now();
  const failures: string[] = [];
  const transcript: DrillResult['transcript'][number][] = [];
  let jumpedSeconds = 0;
  let shell: Promise<Shell> | undefined;
  const found: Found = {};
  const times = { calmAt: on.now(), injectedAt: on.now() };
  const loads = openLoads(on);
  const run: DrillRun = {
    ...{ drill, on, signal, say, page },
    loads,
    end: () => endTrouble({ on, loads }),
    shell: () => {
      shell ??= openShell(on);
      return shell;
    },
    note: (command, output) => transcript.push({ command, output }),
    jumped: (seconds) => {
      jumpedSeconds += seconds;
    },
  };
  const detectBudgetSeconds = detectBudget(drill, page);
  try {
    await play(run, detectBudgetSeconds, { found, failures, times });
  } catch (error) {
    if (!(error instanceof DrillFailure)) throw error;
    failures.push(error.message);
  } finally {
    await run.end().catch(() => undefined);
    await run.loads.endAll();
  }
  const beside = await seenBeside(run, times);
  for (const { alarm, seconds, isDeclared } of beside) {
    if (!isDeclared) failures.push(`${alarm} fired too, after ${seconds} s, and is no sibling.`);
  }
  const passed = failures.length === 0;
  return {
    ...{ alarm: drillName(drill), setup: drill.setup.name, passed, failures },
    ...{ clockFactor: on.clockFactor, jumpedSeconds, detectBudgetSeconds },
    ...{ clearBudgetSeconds: drill.clearSeconds, ...found, beside, transcript },
    answers: Object.fromEntries(run.loads.answers),
    series: passed
      ? []
      : await readSeries(on, `spillway-${on.stage.name}-${alarmName(drill)}`, times.calmAt),
    machineSeconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

interface Findings {
  readonly found: Found;
  readonly failures: string[];
  readonly times: { calmAt: number; injectedAt: number };
}

async function prepare(run: DrillRun): Promise<void> {
  const { drill, on, say } = run;
  for (const injection of drill.before ?? []) await inject(injection, run);
  say('waiting until all alarms are OK');
  await untilCalm(run, on.jump === undefined ? calmSeconds.waiting : calmSeconds.jumping);
}

async function play(run: DrillRun, budget: number, { found, failures, times }: Findings) {
  const { drill, on, loads, say } = run;
  await prepare(run);
  times.calmAt = on.now();
  for (const load of drill.load ?? []) await loads.start(load, false);
  say('injecting');
  for (const injection of drill.inject) {
    times.injectedAt = on.now();
    await inject(injection, run);
    // What lets time pass makes nothing go wrong: it is waited for.
    if ('jump' in injection || 'wait' in injection) times.injectedAt = on.now();
  }
  say(`waiting for the alarm, which has ${budget} s`);
  const since = times.calmAt;
  const firedAt = await untilFired(run, { since, budgetSeconds: budget });
  found.detectedSeconds = Math.max(0, secondsBetween(times.injectedAt, firedAt));
  if (found.detectedSeconds > budget) {
    failures.push(`It fired after ${found.detectedSeconds} s, and has ${budget} s to do so.`);
  }
  say('mitigating');
  found.surprises = await lookFirst(run);
  for (const mitigation of drill.mitigation) await mitigate(mitigation, run);
  const mitigatedAt = on.now();
  found.mitigatedSeconds = secondsBetween(firedAt, mitigatedAt);
  say(`waiting for its end, which has ${drill.clearSeconds} s`);
  const clearedAt = await untilCleared(run, since);
  found.clearedSeconds = Math.max(0, secondsBetween(mitigatedAt, clearedAt));
  if (found.clearedSeconds > drill.clearSeconds) {
    failures.push(
      `It was over after ${found.clearedSeconds} s, and has ${drill.clearSeconds} s for that.`,
    );
  }
  say('counting webhooks');
  await loads.endAll();
  found.books = await balanceBooks(run);
}

/** The other alarms that fired since the stage was calm. A composite's parts, which have no page, are none. */
async function seenBeside(
  { drill, on }: DrillRun,
  { calmAt, injectedAt }: Findings['times'],
): Promise<DrillResult['beside']> {
  const allowed = allowedSiblings(drill);
  const states = await readStates(on);
  const pageOf = (alarm: string) => /([\w-]+)\.md$/.exec(states.get(alarm)?.runbook ?? '')?.[1];
  const first = new Map<string, DrillResult['beside'][number]>();
  for (const { alarm, state, at } of await readTransitions(on, calmAt)) {
    const page = pageOf(alarm);
    if (state !== 'ALARM' || page === undefined || first.has(alarm)) continue;
    if (alarm === alarmName(drill)) continue;
    const seconds = secondsBetween(injectedAt, at);
    first.set(alarm, { alarm, seconds, isDeclared: allowed.has(page) });
  }
  return [...first.values()];
}

function secondsBetween(from: number, to: number): number {
  return Math.round((to - from) / 1000);
}
