import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf, reportFailure } from '../../../cli/report-failure.ts';
import { type ExitCode, exitCodes } from '../../../client/terminal/exit-codes.ts';
import { printableColours, printableJson } from '../../../client/terminal/printable.ts';
import { createTerminal } from '../../../client/terminal/terminal.ts';
import { whenNpmEnds } from '../../../client/when-npm-ends.ts';
import { describeEnvironment } from '../../../loadtest/report/environment.ts';
import type { Drill } from '../drill.ts';
import { allDrills } from '../drill-groups.ts';
import { alarmName } from '../run/await-alarm.ts';
import { openDrillShell } from '../stage/open-drill-shell.ts';
import { startEmbedded } from '../stage/start-embedded.ts';
import type { GameDayReport } from './game-day-report.ts';
import { parseGameDay, usage } from './options.ts';
import { pickTwo } from './pick-two.ts';
import { playGameDay } from './play-game-day.ts';
import { renderGameDay } from './render-game-day.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'reports');
const newSeed = () => randomInt(1_000_000);

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
whenNpmEnds(process.env.npm_lifecycle_event !== undefined, () => interruption.abort());
const err = createTerminal(process.stderr, Boolean(process.env.NO_COLOR));
const print = (text: string) => process.stdout.write(`${printableColours(text)}\n`);

async function main(): Promise<ExitCode> {
  const { seed, isList, isJson, isHelp } = parseGameDay(process.argv.slice(2), newSeed);
  if (isHelp) {
    print(usage.trimEnd());
    return exitCodes.done;
  }
  const pair = pickTwo(allDrills, seed);
  const faults = pair.map(alarmName);
  err.line(`Seed ${seed}: ${faults.join(' and ')}`);
  if (isList) return exitCodes.done;
  const report = await play(pair, seed);
  write(report);
  print(isJson ? printableJson(report, 2) : renderGameDay(report));
  return report.passed ? exitCodes.done : exitCodes.failed;
}

async function play(pair: readonly [Drill, Drill], seed: number): Promise<GameDayReport> {
  const startedAt = Date.now();
  const machineTime = performance.now();
  const [{ setup }] = pair;
  err.line('starting a stack');
  const on = await startEmbedded(setup, signal);
  try {
    const shell = await openDrillShell(on, process.env, signal);
    const say = (text: string) => err.line(text);
    const played = await playGameDay(pair, on, { drills: allDrills, shell, signal, say });
    return {
      ...{ schema: 'spillway-game-day/1', seed, startedAt: new Date(startedAt).toISOString() },
      ...{ environment: describeEnvironment(), setup: setup.name, clockFactor: on.clockFactor },
      ...{ faults: pair.map(alarmName), ...played, passed: played.failures.length === 0 },
      seconds: Math.round((performance.now() - machineTime) / 1000),
    };
  } finally {
    await on.stop();
  }
}

function write(report: GameDayReport): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'gameday.md'), `${renderGameDay(report)}\n`);
  writeFileSync(join(folder, 'gameday.json'), `${printableJson(report, 2)}\n`);
  err.line('Written: reports/gameday.md, gameday.json');
}

try {
  process.exitCode = await main();
} catch (error) {
  const failure = failureOf(error, false, signal.aborted);
  if (failure !== undefined) {
    reportFailure(failure, err, process.argv.includes('--json'));
    process.exitCode = failure.exitCode;
  }
}
