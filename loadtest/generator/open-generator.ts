import { senderChannel } from '../../client/send/sender-channel.ts';
import type { StackDescription } from '../../client/stack-file.ts';
import { knownSender } from '../../client/stage/configuration.ts';
import { quietPhasesOf } from '../plan/phases.ts';
import type { Plan } from '../samples/sample.ts';
import { openSamples } from '../samples/samples-file.ts';
import { arrivalsOf, dueTimesOf } from './due-times.ts';
import { openHalt } from './halt.ts';
import { now, startPace } from './pace.ts';
import { type Generator, recordOwnLoad, workerName } from './steps.ts';
import { createTransmit } from './transmit.ts';
import { createWorkload } from './workload.ts';

/** What `before` hands to the workers, in memory: it holds secrets. */
export interface Handover {
  readonly plan: Plan;
  /** By name: who sends to them, and with which key. */
  readonly sources: StackDescription['sources'];
  /** Absent: nothing is written. */
  readonly samplesFile?: string;
}

/** @param env of this process */
export function openGenerator(
  { plan, sources, samplesFile }: Handover,
  env: Readonly<Record<string, string | undefined>>,
): Generator {
  const worker = workerName(env.WORKER_ID);
  const share = { worker: Number(env.LOCAL_WORKER_ID ?? 1), workers: plan.workers };
  const samples = samplesFile === undefined ? undefined : openSamples(samplesFile);
  if (samples) recordOwnLoad(samples, worker);
  return {
    worker,
    samples,
    isHalted: openHalt(),
    transmit: createTransmit(plan.timeoutMs),
    dueAt: startPace(dueTimesOf(plan.phases, share), now()),
    quiet: arrivalsOf(quietPhasesOf(plan.phases), share).reduce((total, each) => total + each, 0),
    workload: createWorkload({
      ...plan,
      channels: channelsOf(sources, plan.endpoint),
      seed: `${plan.run}/${worker}`,
    }),
  };
}

export function channelsOf(sources: StackDescription['sources'], endpoint: string) {
  return new Map(
    Object.entries(sources).flatMap(([name, described]) => {
      const sender = knownSender(described);
      return sender ? [[name, senderChannel(name, sender, described, endpoint)] as const] : [];
    }),
  );
}
