import { randomUUID } from 'node:crypto';
import type { Ledger } from '../ledger.ts';
import type { Payload } from '../payloads.ts';
import { signAsGitHub } from '../signer.ts';
import type { Target } from '../target.ts';

interface ExampleOptions {
  readonly payloads: readonly Payload[];
  readonly target: Target;
  readonly ledger: Ledger;
  readonly onAnswer: (answered: number) => void;
}

const concurrency = 8;
const timeoutMilliseconds = 30_000;
const now = () => performance.timeOrigin + performance.now();

/** Sends each payload once, a few at a time, and writes each fate into the ledger. */
export async function sendExamples(options: ExampleOptions): Promise<void> {
  const queue = options.payloads.entries();
  let answered = 0;
  const send = async () => {
    for (const [index, payload] of queue) {
      await sendExample(options, payload, index);
      options.onAnswer(++answered);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, send));
}

async function sendExample(
  { target, ledger }: ExampleOptions,
  payload: Payload,
  index: number,
): Promise<void> {
  const id = randomUUID();
  const sentAt = now();
  ledger.append({ kind: 'sent', id, payload: index, at: sentAt });
  try {
    const answer = await fetch(target.url, {
      method: 'POST',
      headers: signAsGitHub(payload, target.secret, id),
      body: new Uint8Array(payload.body),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const firstByteMs = now() - sentAt;
    await answer.arrayBuffer();
    const at = now();
    ledger.append({
      kind: 'answered',
      id,
      at,
      status: answer.status,
      firstByteMs,
      totalMs: at - sentAt,
    });
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    ledger.append({ kind: 'failed', id, at: now(), code });
  }
}
