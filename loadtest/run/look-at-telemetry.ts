import { setTimeout as sleep } from 'node:timers/promises';
import { after, pollUntil } from '../../client/poll-until.ts';
import { awaitedAlarmOf, isOnBefore, toldInTime } from '../judge/gates/alarms.ts';
import type { FiredAlarm, Observation, RunRecord } from '../run-record.ts';
import type { Request } from '../samples/requests.ts';
import type { Observer, SentSamples } from './observer.ts';
import type { Progress } from './progress.ts';

export type Told = Pick<RunRecord, Observation | 'blind'>;

/** What is asked once the stage has drained. Each question may fail: then the answer is absent, and why is noted. */
export async function lookAtTelemetry(
  { telemetry, memory, settling }: Observer,
  sent: SentSamples,
  accepted: readonly Request[],
  progress: Progress,
): Promise<Told> {
  const { plan, samples } = sent;
  const since = samples.reduce(
    (least, one) => (one.kind === 'sent' ? Math.min(least, one.dueAt) : least),
    Infinity,
  );
  const until = Date.now() + 1000;
  const questions: Readonly<Record<Observation, (() => Promise<unknown>) | undefined>> = {
    alarms: () => readAlarms(telemetry.alarms, sent, settling.everyMs, progress),
    claimChecked: () => telemetry.claimChecked(accepted, plan.webhooks),
    ages: telemetry.ages,
    functions: telemetry.functions,
    stages: since < until ? () => telemetry.stages({ since, until }) : undefined,
    memory: memory && (() => memory.stop()),
  };
  const told: Partial<Record<Observation, unknown>> = {};
  const blind: Partial<Record<Observation, string>> = {};
  for (const [name, ask] of Object.entries(questions) as [Observation, typeof questions.ages][]) {
    if (ask === undefined) continue;
    try {
      told[name] = await ask();
    } catch (error) {
      blind[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return { ...(told as Told), blind };
}

/** Metrics come by the minute: an alarm that the scenario has to make fire is waited for. */
async function readAlarms(
  read: () => Promise<readonly FiredAlarm[]>,
  { plan, samples, isInterrupted }: SentSamples,
  everyMilliseconds: number,
  progress: Progress,
): Promise<readonly FiredAlarm[]> {
  const awaited = isInterrupted ? undefined : awaitedAlarmOf(plan, samples);
  if (awaited === undefined) return await read();
  progress.step(`Waiting for the alarm ${awaited.slug}`);
  const look = async () => {
    const alarms = await read();
    const isTold = toldInTime(alarms, awaited) !== undefined || isOnBefore(alarms, awaited);
    return isTold ? alarms : undefined;
  };
  const isOver = after(awaited.until - Date.now(), () => performance.now());
  const polling = { everyMilliseconds: Math.max(500, everyMilliseconds), sleep, isOver };
  return (await pollUntil(look, polling)) ?? (await read());
}
