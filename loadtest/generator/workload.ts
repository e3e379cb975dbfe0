import { createHash } from 'node:crypto';
import { draftRequest } from '../../client/example-webhook/draft-request.ts';
import { createOccasion } from '../../client/example-webhook/occasion.ts';
import type { Channel } from '../../client/send/channel.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import { poisonField } from '../poison.ts';
import type { Intent, Plan, PlannedWebhook, Sent } from '../samples/sample.ts';
import { type Alter, createPadding, isObject, withFields } from './alter-example.ts';
import { badOf, isBadKind, signOrSpoil } from './spoil.ts';
import { createTurns } from './turns.ts';

/** A request that is ready to leave, and what its sample says of it. */
export interface Made {
  readonly channel: Channel;
  readonly request: WebhookRequest;
  readonly said: Pick<Sent, 'id' | 'webhook' | 'intent' | 'refusal' | 'bytes' | 'sha256'>;
}

interface WorkloadOptions extends Pick<Plan, 'webhooks' | 'mix' | 'largeBytes'> {
  /** By source. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** What the ids are made from, other for each worker. */
  readonly seed: string;
}

export interface Workload {
  /**
   * Makes the request with this number, signed at that time. The same seed and number make the same ids. What repeats
   * another one is `valid` as long as none was taken.
   *
   * @param at milliseconds since 1970
   * @throws CommandError where it can't be signed here
   */
  make(intent: Intent, number: number, at: number): Made;
  /** Tells of what was taken, so that it can be sent a second time. */
  taken(made: Made): void;
}

/** How many of the latest are remembered: a sender repeats what it sent lately. */
const repeatable = 64;

/** Goes around the sources, and for each of them around its webhooks. */
export function createWorkload(options: WorkloadOptions): Workload {
  const earlier: Made[] = [];
  const draw = createDraw(options);
  return {
    make(intent, number, at) {
      const first = earlier[number % earlier.length];
      if (first && intent === 'repeated') return again(first, at);
      if (first && intent === 'replayed') return { ...first, said: { ...first.said, intent } };
      return draw(intent === 'repeated' || intent === 'replayed' ? 'valid' : intent, number, at);
    },
    taken(made) {
      // Of a sender whose deliveries are told apart by nothing, each one counts.
      if (made.said.intent !== 'valid' || made.channel.isIdRandom) return;
      earlier.push(made);
      if (earlier.length > repeatable) earlier.shift();
    },
  };
}

function createDraw({ webhooks, channels, seed, mix, largeBytes }: WorkloadOptions) {
  const alterations: Partial<Record<Intent, (number: number) => Alter>> = {
    large: createPadding(largeBytes),
    poison: () => withFields(poisonField),
  };
  const isSuitable = (intent: Intent) => (webhook: PlannedWebhook) => {
    const { channel, example } = exampleOf(webhook, channels);
    if (isBadKind(intent)) return typeof channel.bad[intent] === 'object';
    return !(intent in alterations) || isObject(example(createOccasion(0, seed)));
  };
  const turns = new Map<Intent, (number: number) => number>();
  const inTurn = (intent: Intent, number: number) => {
    const turn = turns.get(intent) ?? createTurns(webhooks, isSuitable(intent), mix);
    turns.set(intent, turn);
    return turn(number);
  };

  return (intent: Intent, number: number, at: number): Made => {
    const webhook = inTurn(intent, number);
    const { channel, example } = exampleOf(webhooks[webhook], channels);
    const bad = isBadKind(intent) ? badOf(intent, channel) : undefined;
    const madeAt = at - (bad?.secondsAgo ?? 0) * 1000;
    const given = example(createOccasion(madeAt, `${seed}/${number}`));
    const altered = alterations[intent]?.(number)(given) ?? given;
    const request = signOrSpoil(channel, bad, draftRequest(altered, channel.publicUrl), madeAt);
    const said = { webhook, intent, ...(bad && { refusal: bad.reason }) };
    return {
      ...{ channel, request },
      said: { ...said, ...describe(channel, request, at) },
    };
  };
}

/** Signs it anew, as its sender does that missed our answer. */
function again({ channel, request: first, said }: Made, at: number): Made {
  const request = signOrSpoil(channel, undefined, first, at);
  const described = describe(channel, request, at);
  // By signing at another time, a sender without an id has made another webhook.
  const intent = described.id === said.id ? 'repeated' : 'valid';
  return { channel, request, said: { webhook: said.webhook, intent, ...described } };
}

function exampleOf(webhook: PlannedWebhook | undefined, channels: WorkloadOptions['channels']) {
  const channel = channels.get(webhook?.source ?? '');
  const example = channel?.examples[webhook?.example ?? '']?.request;
  if (channel && example) return { channel, example };
  throw new Error(`There is no example ${webhook?.example} for the source ${webhook?.source}.`);
}

function describe(channel: Channel, request: WebhookRequest, at: number) {
  return {
    id: channel.isIdRandom ? '' : (channel.receivedAs(request, at)?.deliveryId ?? ''),
    bytes: request.body.length,
    sha256: createHash('sha256').update(request.body).digest('hex'),
  };
}
