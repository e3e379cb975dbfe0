import { printableLines } from '../../../client/terminal/printable.ts';
import type { Drill, Setup } from '../drill.ts';
import { allDrills } from '../drill-groups.ts';
import type { DrillResult } from '../drill-result.ts';
import { drillName } from '../run/await-alarm.ts';
import { runDrill } from '../run-drill.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { openDrillShell } from '../stage/open-drill-shell.ts';
import { startEmbedded } from '../stage/start-embedded.ts';
import type { JobMessage } from './job-message.ts';

// The process of a job: it has a stack of its own, whose time moves all clocks of the process.

const stopping = new AbortController();
const { signal } = stopping;
for (const name of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
  process.on(name, () => stopping.abort());
}
const tell = (message: JobMessage) => process.send?.(message);
const names = process.argv.slice(2);
const drills = allDrills.filter((drill) => names.includes(drillName(drill)));

/** A second of the machine's own is 10 of the stage's then, and not 40. */
const slowFactor = 10;

let on: DrillStage | undefined;
const openShell = (stage: DrillStage) => openDrillShell(stage, process.env, signal);
const play = async (drill: Drill, setup: Setup): Promise<DrillResult> => {
  const alarm = drillName(drill);
  const say = (text: string) => tell({ kind: 'said', alarm, text });
  if (on === undefined) say('starting a stack');
  on ??= await startEmbedded(setup, signal);
  const result = await runDrill(drill, on, { openShell, signal, say });
  if (!result.passed) await endStack();
  return result;
};
/** What a drill that failed leaves behind would be the next one's trouble. */
const endStack = async () => {
  await on?.stop();
  on = undefined;
};

try {
  for (const drill of drills) {
    const result = await play(drill, drill.setup);
    const { passed, clockFactor, failures } = result;
    if (passed || clockFactor <= slowFactor) {
      tell({ kind: 'result', result });
      continue;
    }
    const again = await play(drill, { ...drill.setup, clockFactor: slowFactor });
    tell({ kind: 'result', result: { ...again, before: { clockFactor, failures } } });
    await endStack();
  }
} catch (error) {
  if (!signal.aborted) {
    process.exitCode = 1;
    process.stderr.write(`${printableLines(Object(error).stack ?? String(error))}\n`);
  }
} finally {
  await endStack();
  if (process.connected) process.disconnect();
}
