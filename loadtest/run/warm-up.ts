import { deliver } from '../../client/send/deliver.ts';
import { channelsOf, type Handover } from '../generator/open-generator.ts';
import { now } from '../generator/pace.ts';
import { createWorkload, type Workload } from '../generator/workload.ts';
import type { SamplesFile } from '../samples/samples-file.ts';

interface WarmUpOptions {
  readonly handover: Handover;
  readonly samples: SamplesFile;
  readonly onAnswer: (answered: number) => void;
  /** Whether to send no more. */
  readonly isHalted?: () => boolean;
}

const concurrency = 8;

/** Sends each webhook of the plan once, a few at a time, so that the functions run and know their secrets. */
export async function warmUp({
  handover,
  samples,
  onAnswer,
  isHalted,
}: WarmUpOptions): Promise<void> {
  const { plan, sources } = handover;
  const workload = createWorkload({
    webhooks: plan.webhooks,
    channels: channelsOf(sources, plan.endpoint),
    seed: `${plan.run}/warm-up`,
  });
  const numbers = plan.webhooks.keys();
  let answered = 0;
  const send = async () => {
    for (const number of numbers) {
      if (isHalted?.()) return;
      await sendOne(workload, samples, number);
      onAnswer(++answered);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, send));
}

async function sendOne(workload: Workload, samples: SamplesFile, number: number): Promise<void> {
  const dueAt = now();
  const { channel, request, said } = workload.make('valid', number, dueAt);
  const key = `warm-up-${number}`;
  samples.append({ kind: 'sent', request: key, ...said, dueAt, sentAt: now() });
  try {
    const { status, milliseconds: totalMs, deliveryId: id } = await deliver(channel.url, request);
    const answer = { status, firstByteMs: totalMs, totalMs, ...(id === undefined ? {} : { id }) };
    samples.append({ kind: 'answered', request: key, at: now(), ...answer });
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    samples.append({ kind: 'failed', request: key, at: now(), code });
  }
}
