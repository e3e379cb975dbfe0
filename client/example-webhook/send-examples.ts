import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { CommandError } from '../command-error.ts';
import { searchOf } from './curl-line.ts';
import type { Example } from './example.ts';
import { identifySigned } from './identify-signed.ts';
import { postWebhook } from './post-webhook.ts';
import { type SigningKeys, signExample } from './sign-example.ts';

export interface SendOptions {
  readonly url: string;
  readonly sender: Sender;
  readonly source: string;
  readonly example: Example;
  readonly keys: SigningKeys;
  readonly count: number;
  readonly ratePerSecond: number;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onProgress: (sent: number) => void;
}

/** What became of them. */
export interface Sent {
  readonly accepted: number;
  /** HTTP status, or `unreachable` → how often. */
  readonly answers: Readonly<Record<string, number>>;
  /** What stands in each accepted webhook as its id. */
  readonly ids: readonly string[];
}

/** Sends each at its time, however long the answers take. @throws CommandError where it can't be signed here */
export async function sendExamples(options: SendOptions): Promise<Sent> {
  const { count, ratePerSecond, signal, now, sleep, onProgress } = options;
  sign(options); // before the first one is on its way
  const startedAt = now();
  const under: Promise<readonly [id: string, status: string]>[] = [];
  for (let index = 0; index < count && !signal.aborted; index++) {
    const dueAt = startedAt + (index / ratePerSecond) * 1000;
    if (dueAt > now()) await sleep(dueAt - now());
    under.push(sendOne(options));
    onProgress(index + 1);
  }
  const answered = await Promise.all(under);
  const answers: Record<string, number> = {};
  for (const [, status] of answered) answers[status] = (answers[status] ?? 0) + 1;
  const ids = answered.filter(([, status]) => status.startsWith('2')).map(([id]) => id);
  return { accepted: ids.length, answers, ids };
}

function sign({ sender, example, keys, now }: SendOptions): WebhookRequest {
  const request = signExample(sender, example, { ...keys, now: now() });
  if (request !== undefined) return request;
  throw new CommandError(
    `Webhooks of ${sender.title} can't be signed here.`,
    'Name a source of another sender: --source <name>',
  );
}

async function sendOne(options: SendOptions) {
  const { sender, source, keys, now } = options;
  const request = sign(options);
  const id = identifySigned(sender, source, request, { ...keys, now: now() })?.deliveryId ?? '';
  try {
    const { status } = await postWebhook(options.url + searchOf(request.query), request);
    return [id, String(status)] as const;
  } catch {
    return [id, 'unreachable'] as const;
  }
}
