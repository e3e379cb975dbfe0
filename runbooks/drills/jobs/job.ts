import { printableLines } from '../../../client/terminal/printable.ts';
import { allDrills } from '../drill-groups.ts';
import { alarmName } from '../run/await-alarm.ts';
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
const drills = allDrills.filter((drill) => names.includes(alarmName(drill)));

let on: DrillStage | undefined;
try {
  for (const drill of drills) {
    const alarm = alarmName(drill);
    const say = (text: string) => tell({ kind: 'said', alarm, text });
    if (on === undefined) say('starting a stack');
    on ??= await startEmbedded(drill.setup, signal);
    const openShell = (stage: DrillStage) => openDrillShell(stage, process.env, signal);
    const result = await runDrill(drill, on, { openShell, signal, say });
    tell({ kind: 'result', result });
    if (!result.passed) {
      // What is left of it would be the next drill's trouble.
      await on.stop();
      on = undefined;
    }
  }
} catch (error) {
  if (!signal.aborted) {
    process.exitCode = 1;
    process.stderr.write(`${printableLines(Object(error).stack ?? String(error))}\n`);
  }
} finally {
  await on?.stop();
  if (process.connected) process.disconnect();
}
