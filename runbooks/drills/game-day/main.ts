import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExitCode, exitCodes } from '../../../client/terminal/exit-codes.ts';
import { printableJson } from '../../../client/terminal/printable.ts';
import { describeEnvironment } from '../../../loadtest/report/environment.ts';
import type { Drill } from '../drill.ts';
import { allDrills } from '../drill-groups.ts';
import { alarmName } from '../run/await-alarm.ts';
import { openDrillShell } from '../stage/open-drill-shell.ts';
import { startEmbedded } from '../stage/start-embedded.ts';
import { type Program, startProgram } from '../start-program.ts';
import type { GameDayReport } from './game-day-report.ts';
import { parseGameDay, usage } from './options.ts';
import { pickTwo } from './pick-two.ts';
import { playGameDay } from './play-game-day.ts';
import { renderGameDay } from './render-game-day.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'reports');
const traffic = { perMinute: 10 } as const;
const newSeed = () => randomInt(1_000_000);

async function main(program: Program): Promise<ExitCode> {
  const { args, err, print } = program;
  const { seed, isList, isJson, isHelp } = parseGameDay(args, newSeed);
  if (isHelp) {
    print(usage.trimEnd());
    return exitCodes.done;
  }
  const pair = pickTwo(allDrills, seed);
  const faults = pair.map(alarmName);
  err.line(`Seed ${seed}: ${faults.join(' and ')}`);
  if (isList) return exitCodes.done;
  const report = await play(pair, seed, program);
  write(report);
  err.line('Written: reports/gameday.md, gameday.json');
  print(isJson ? printableJson(report, 2) : renderGameDay(report));
  return report.passed ? exitCodes.done : exitCodes.failed;
}

async function play(
  pair: readonly [Drill, Drill],
  seed: number,
  { signal, err }: Program,
): Promise<GameDayReport> {
  const startedAt = Date.now();
  const machineTime = performance.now();
  const [{ setup }] = pair;
  err.line('starting a stack');
  const on = await startEmbedded(setup, signal);
  try {
    const shell = await openDrillShell(on, process.env, signal);
    const say = (text: string) => err.line(text);
    const played = await playGameDay(pair, on, {
      ...{ drills: allDrills, shell, signal, say, traffic },
    });
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
}

await startProgram(process.env, main);
