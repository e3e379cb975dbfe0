import { setTimeout as sleep } from 'node:timers/promises';
import { after, pollUntil } from '../../client/poll-until.ts';
import { awaitedAlarmOf, isOnBefore, toldInTime } from '../judge/gates/alarms.ts';
import { type FiredAlarm, type Observation, observations, type RunRecord } from '../run-record.ts';
import type { Request } from '../samples/requests.ts';
import type { Observer, SentSamples } from './observer.ts';
import type { Progress } from './progress.ts';

export type Told = Pick<RunRecord, Observation | 'blind'>;

type Questions = Readonly<Partial<Record<Observation, (() => Promise<unknown>) | undefined>>>;

/** What is asked once the stage has drained. Each question may fail: then the answer is absent, and why is noted. */
export async function lookAtTelemetry(
  observer: Observer,
  sent: SentSamples,
  accepted: readonly Request[],
  progress: Progress,
): Promise<Told> {
  const told: Partial<Record<Observation, unknown>> = {};
  const blind: Partial<Record<Observation, string>> = {};
  const questions = questionsTo(observer, sent, accepted, progress);
  for (const name of observations) {
    try {
      const answer = await questions[name]?.();
      if (answer !== undefined) told[name] = answer;
    } catch (error) {
      blind[name] = error instanceof Error ? error.message : String(error);
    }
  }
  return { ...(told as Told), blind };
}

function questionsTo(
  { telemetry, memory, cost, settling }: Observer,
  sent: SentSamples,
  accepted: readonly Request[],
  progress: Progress,
): Questions {
  const range = { since: firstDue(sent), until: Date.now() + 1000 };
  return {
    ...telemetry,
    alarms: () => readAlarms(telemetry.alarms, sent, settling.everyMs, progress),
    claimChecked: () => telemetry.claimChecked(accepted, sent.plan.webhooks),
    cost: cost && (() => cost(accepted.length)),
    stages: async () => (range.since < range.until ? telemetry.stages(range) : undefined),
    memory: memory && (() => memory.stop()),
  };
}

function firstDue({ samples }: SentSamples): number {
  return samples.reduce(
    (least, one) => (one.kind === 'sent' ? Math.min(least, one.dueAt) : least),
    Infinity,
  );
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
