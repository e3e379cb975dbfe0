import { randomUUID } from 'node:crypto';
import { postWebhook } from '../../client/example-webhook/post-webhook.ts';
import { signAsGitHub } from '../../client/example-webhook/sign-as-github.ts';
import type { Ledger } from '../ledger.ts';
import type { Payload } from '../payloads.ts';
import type { Target } from '../target.ts';

interface PayloadOptions {
  readonly payloads: readonly Payload[];
  readonly target: Target;
  readonly ledger: Ledger;
  readonly onAnswer: (answered: number) => void;
}

const concurrency = 8;
const now = () => performance.timeOrigin + performance.now();

/** Sends each payload once, a few at a time, and writes each fate into the ledger. */
export async function sendPayloads(options: PayloadOptions): Promise<void> {
  const queue = options.payloads.entries();
  let answered = 0;
  const send = async () => {
    for (const [index, payload] of queue) {
      await sendPayload(options, payload, index);
      options.onAnswer(++answered);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, send));
}

async function sendPayload(
  { target, ledger }: PayloadOptions,
  payload: Payload,
  index: number,
): Promise<void> {
  const id = randomUUID();
  const headers = signAsGitHub(payload, target.secret, id);
  ledger.append({ kind: 'sent', id, payload: index, at: now() });
  try {
    const answer = await postWebhook(target.url, { headers, body: payload.body });
    ledger.append({ kind: 'answered', id, at: now(), ...answer });
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    ledger.append({ kind: 'failed', id, at: now(), code });
  }
}
