import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Channel } from './channel.ts';
import type { Composed } from './compose.ts';
import { deliver } from './deliver.ts';
import { notSignable } from './not-signable.ts';

export interface SendOptions {
  readonly channel: Channel;
  readonly composed: Composed;
  readonly count: number;
  readonly ratePerSecond: number;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onProgress: (sent: number) => void;
}

/** How they were answered. */
export interface Sent {
  readonly accepted: number;
  /** HTTP status, or `unreachable` → how often. */
  readonly answers: Readonly<Record<string, number>>;
  /** Of the accepted ones. */
  readonly ids: readonly string[];
}

/** Sends each at its time, however long the answers take. @throws CommandError where it can't be signed here */
export async function sendMany(options: SendOptions): Promise<Sent> {
  const { count, ratePerSecond, signal, now, sleep, onProgress } = options;
  sign(options); // before the first one is on its way
  const startedAt = now();
  const under: ReturnType<typeof sendOne>[] = [];
  for (let index = 0; index < count && !signal.aborted; index++) {
    const dueAt = startedAt + (index / ratePerSecond) * 1000;
    if (dueAt > now()) await sleep(dueAt - now());
    under.push(sendOne(options));
    onProgress(index + 1);
  }
  const answered = await Promise.all(under);
  const answers: Record<string, number> = {};
  for (const { status } of answered) answers[status] = (answers[status] ?? 0) + 1;
  const accepted = answered.filter(({ status }) => status.startsWith('2'));
  return { accepted: accepted.length, answers, ids: accepted.map(({ id }) => id) };
}

function sign({ channel, composed, now }: SendOptions): WebhookRequest {
  const at = now();
  const request = channel.sign(composed.compose(at), at);
  if (request === undefined) throw notSignable(channel);
  return request;
}

async function sendOne(options: SendOptions) {
  const { channel, now } = options;
  const request = sign(options);
  const id = channel.receivedAs(request, now())?.deliveryId ?? '';
  try {
    const { status, deliveryId = id } = await deliver(channel.url, request);
    return { id: deliveryId, status: String(status) };
  } catch {
    return { id, status: 'unreachable' };
  }
}
