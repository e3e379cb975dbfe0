import { createHash } from 'node:crypto';
import { draftRequest } from '../../client/example-webhook/draft-request.ts';
import { createOccasion } from '../../client/example-webhook/occasion.ts';
import { type BadKind, badKinds } from '../../client/send/bad-kinds.ts';
import type { Bad, Channel } from '../../client/send/channel.ts';
import { notSignable } from '../../client/send/not-signable.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Intent, PlannedWebhook, Sent } from '../samples/sample.ts';

/** A request that is ready to leave, and what its sample says of it. */
export interface Made {
  readonly channel: Channel;
  readonly request: WebhookRequest;
  readonly said: Pick<Sent, 'id' | 'webhook' | 'intent' | 'refusal' | 'bytes' | 'sha256'>;
}

interface WorkloadOptions {
  readonly webhooks: readonly PlannedWebhook[];
  /** By source. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** What the ids are made from, other for each worker. */
  readonly seed: string;
}

/** What was taken, so that it can be sent a second time. */
interface Earlier {
  readonly number: number;
  readonly webhook: number;
  readonly at: number;
}

export interface Workload {
  /**
   * Makes the request with this number, signed at that time. The same seed and number make the same ids.
   *
   * @param at milliseconds since 1970
   * @throws CommandError where it can't be signed here
   */
  make(intent: Intent, number: number, at: number): Made;
  taken(earlier: Earlier): void;
}

/** How many of the latest are remembered: a sender repeats what it sent lately. */
const repeatable = 64;

/** Goes around the sources, and for each of them around its webhooks. */
export function createWorkload({ webhooks, channels, seed }: WorkloadOptions): Workload {
  const inTurn = createTurns(webhooks);
  const earlier: Earlier[] = [];

  const open = (webhook: number) => {
    const { source = '', example = '' } = webhooks[webhook] ?? {};
    const channel = channels.get(source);
    const found = channel?.examples[example];
    if (channel && found) return { channel, found };
    throw new Error(`There is no example ${example} for the source ${source}.`);
  };

  return {
    make(intent, number, at) {
      const again = intent === 'repeated' ? earlier[number % earlier.length] : undefined;
      const { webhook, ...first } = again ?? { number, webhook: inTurn(number), at };
      const { channel, found } = open(webhook);
      const bad = badOf(intent, channel);
      const madeAt = first.at - (bad?.secondsAgo ?? 0) * 1000;
      const occasion = createOccasion(madeAt, `${seed}/${first.number}`);
      const drafted = draftRequest(found.request(occasion), channel.publicUrl);
      const request = sign(channel, bad, drafted, again ? at : madeAt);
      const meant = intent === 'repeated' && again === undefined ? 'valid' : intent;
      const said = { webhook, intent: meant, ...(bad && { refusal: bad.reason }) };
      return { channel, request, said: { ...said, ...describe(channel, request, at) } };
    },
    taken(one) {
      earlier.push(one);
      if (earlier.length > repeatable) earlier.shift();
    },
  };
}

function describe(channel: Channel, request: WebhookRequest, at: number) {
  return {
    id: channel.isIdRandom ? '' : (channel.receivedAs(request, at)?.deliveryId ?? ''),
    bytes: request.body.length,
    sha256: createHash('sha256').update(request.body).digest('hex'),
  };
}

function createTurns(webhooks: readonly PlannedWebhook[]): (number: number) => number {
  const bySource = [...Map.groupBy(webhooks.keys(), (at) => webhooks[at]?.source).values()];
  return (number) => {
    const own = bySource[number % bySource.length] ?? [];
    return own[Math.floor(number / bySource.length) % own.length] ?? 0;
  };
}

const isBadKind = (intent: Intent): intent is BadKind =>
  (badKinds as readonly string[]).includes(intent);

/** Not every sender's webhooks can be spoilt in every way; all can be signed with another secret. */
function badOf(intent: Intent, channel: Channel): Bad | undefined {
  if (!isBadKind(intent)) return undefined;
  const bad = [channel.bad[intent], channel.bad['wrong-secret']].find(
    (each) => typeof each === 'object',
  );
  if (bad === undefined) throw notSignable(channel);
  return bad;
}

function sign(channel: Channel, bad: Bad | undefined, drafted: WebhookRequest, at: number) {
  const signed = (bad?.sign ?? channel.sign)(drafted, at);
  if (signed === undefined) throw notSignable(channel);
  return bad?.spoil?.(signed) ?? signed;
}
