import { setTimeout as sleep } from 'node:timers/promises';
import { draftRequest } from '../../client/example-webhook/draft-request.ts';
import { createOccasion } from '../../client/example-webhook/occasion.ts';
import { after, pollUntil } from '../../client/poll-until.ts';
import { deliver } from '../../client/send/deliver.ts';
import { notSignable } from '../../client/send/not-signable.ts';
import type { EmbeddedStack } from '../../local/boot/embedded-stack.ts';
import { channelsOf } from '../generator/open-generator.ts';
import type { Passage } from './figures-of.ts';
import { spike } from './spike.ts';

export interface SpikeRun {
  readonly sent: number;
  readonly accepted: number;
  readonly passages: readonly Passage[];
}

type Stack = Pick<EmbeddedStack, 'arrivals' | 'faults' | 'sources' | 'endpoint'>;
type Send = () => Promise<boolean>;

const longestMs = 60_000;

/** Has each poller hold a batch for so long that an environment starts for every one. */
export async function warmUp(stack: Stack): Promise<void> {
  const send = createSend(stack, 'warm-up');
  await stack.faults.on('destination-slow', { seconds: spike.answerSeconds });
  const accepted = await Promise.all(Array.from({ length: 4 * spike.pollers }, send));
  await readPassages(stack, accepted.filter(Boolean).length, 0);
}

/**
 * Sends the spike to an embedded stack that has its pollers and a source `github`, and waits for all that was accepted.
 *
 * @param name no other spike of this stack has it
 * @throws Error where it doesn't arrive within a minute
 */
export async function runSpike(stack: Stack, name: string): Promise<SpikeRun> {
  const send = createSend(stack, name);
  // The last batches of what came before are still waiting for their answers.
  await sleep(1000 * spike.answerSeconds);
  const before = stack.arrivals.counts().total;
  const answers = await sendEvenly(send);
  const accepted = (await Promise.all(answers)).filter(Boolean).length;
  return {
    ...{ sent: answers.length, accepted },
    passages: await readPassages(stack, accepted, before),
  };
}

function createSend({ sources, endpoint }: Stack, name: string): Send {
  const channel = channelsOf(sources, endpoint).get('github');
  const example = channel?.examples.push;
  if (!channel || !example) throw new Error('The stack has no source github.');
  let number = 0;
  return async () => {
    const at = Date.now();
    const occasion = createOccasion(at, `${name}/${number++}`);
    const drafted = draftRequest(example.request(occasion), channel.publicUrl);
    const request = channel.sign(drafted, at);
    if (!request) throw notSignable(channel);
    const { status } = await deliver(channel.url, request);
    return status >= 200 && status < 300;
  };
}

/** Each when it is due, however long the answers take. */
async function sendEvenly(send: Send): Promise<readonly Promise<boolean>[]> {
  const began = performance.now();
  const answers: Promise<boolean>[] = [];
  while (answers.length < spike.ratePerSecond * spike.seconds) {
    const early = began + (answers.length * 1000) / spike.ratePerSecond - performance.now();
    if (early > 0) await sleep(early);
    answers.push(send());
  }
  return answers;
}

async function readPassages({ arrivals }: Stack, count: number, skip: number) {
  const isThere = async () => arrivals.counts().total >= skip + count || undefined;
  const isOver = after(longestMs, () => performance.now());
  if (!(await pollUntil(isThere, { everyMilliseconds: 50, sleep, isOver }))) {
    throw new Error(`Of ${count} webhooks ${arrivals.counts().total - skip} arrived.`);
  }
  return arrivals.page(skip).deliveries.map(({ receivedAt, arrivedAt }) => ({
    ...{ receivedAt: Date.parse(receivedAt), arrivedAt: Date.parse(arrivedAt) },
  }));
}
