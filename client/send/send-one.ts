import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Webhook } from '../../service/webhook/webhook.ts';
import { CommandError, wrongUsage } from '../command-error.ts';
import type { ReadRecords } from '../deliveries/delivery-records.ts';
import type { LogSource } from '../logs/log-source.ts';
import type { StageRoutes } from '../stage/configuration.ts';
import type { BadKind } from './bad-kinds.ts';
import type { Bad, Channel } from './channel.ts';
import type { Composed } from './compose.ts';
import { type Answer, deliver } from './deliver.ts';
import { explainRefusal } from './explain-refusal.ts';
import { notSignable } from './not-signable.ts';
import { predictRoutes } from './predict-routes.ts';
import { type Became, whatBecame } from './what-became.ts';
import { createWitness } from './witness.ts';

/** One webhook, how it was answered, and what became of it. */
export interface SentOne {
  readonly source: string;
  readonly sender: string;
  readonly example?: string;
  readonly type?: string;
  readonly bytes: number;
  readonly answer: Answer;
  /** Present where it was accepted. */
  readonly deliveryId?: string;
  /** A question of the sender's, which is answered and not stored. */
  readonly handshake?: string;
  /** Of a refusal: the likely mistake, as ingestion has logged it. */
  readonly explanation?: string;
  /** Absent where it was not waited for. */
  readonly became?: Became;
}

export interface SendOnePorts {
  readonly logs: LogSource;
  readonly readRecords: ReadRecords;
  readonly readRoutes: () => Promise<StageRoutes>;
  readonly pauseMs: number;
  /** 0: what becomes of it is not looked at. */
  readonly waitMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** @throws CommandError where it can't be signed here, or nothing answers */
export async function sendOne(
  channel: Channel,
  composed: Composed,
  ports: SendOnePorts,
): Promise<SentOne> {
  const sentAt = ports.now();
  const request = channel.sign(composed.compose(sentAt), sentAt);
  if (request === undefined) throw notSignable(channel);
  const webhook = channel.receivedAs(request, sentAt);
  const handshake = channel.handshakeOf(request, sentAt);
  const before = await settledBefore(webhook, channel, ports);
  const answer = await answerTo(channel, request);
  const said = describe(channel, composed, request, answer);
  if (handshake !== undefined) return { ...said, handshake };
  const { deliveryId = webhook?.deliveryId } = answer;
  const isAccepted = answer.status >= 200 && answer.status < 300;
  if (!isAccepted) return { ...said, ...(await explanationOf(answer, ports)) };
  if (deliveryId === undefined || webhook === undefined) return said;
  const found = { ...said, type: webhook.type, deliveryId };
  if (ports.waitMs === 0) return found;
  const became = await follow({ ...webhook, deliveryId }, ports, { sentAt, before });
  return { ...found, became };
}

/** The same, of what has to be refused. */
export async function sendBad(
  channel: Channel,
  composed: Composed,
  kind: BadKind,
  now: number,
): Promise<SentOne & { readonly expected: Bad['reason'] }> {
  const bad = channel.bad[kind];
  if (typeof bad === 'string') throw wrongUsage(`There is no --bad ${kind} here: ${bad}.`);
  if (bad.isTimeInBody && composed.isGiven) {
    throw wrongUsage(
      `The time that ${channel.title} signs stands in the body, and that goes out as it is.`,
      'Leave --body out, or write an old time into it and leave --bad out.',
    );
  }
  const { reason: expected, secondsAgo = 0, sign = channel.sign, spoil = (one) => one } = bad;
  const madeAt = now - secondsAgo * 1000;
  const signed = sign(composed.compose(madeAt), madeAt);
  if (signed === undefined) throw notSignable(channel);
  const request = spoil(signed);
  const answer = await answerTo(channel, request);
  return { ...describe(channel, composed, request, answer), expected };
}

function describe(
  { source, sender }: Channel,
  { example }: Composed,
  { body }: WebhookRequest,
  answer: Answer,
): SentOne {
  return {
    ...{ source, sender, answer, bytes: body.length },
    ...(example === undefined ? {} : { example }),
  };
}

async function answerTo({ url }: Channel, request: WebhookRequest): Promise<Answer> {
  try {
    return await deliver(url, request);
  } catch (cause) {
    throw unanswered(url, cause);
  }
}

function unanswered(url: string, cause: unknown): CommandError {
  const inner = Object(cause).cause;
  const why = Object(inner).message || Object(inner).code || Object(cause).message;
  // What can't be a request at all, such as a header with a line break, has no cause, or one without a connection.
  const isNoRequest = inner === undefined || inner.code === 'UND_ERR_INVALID_ARG';
  if (cause instanceof TypeError && isNoRequest) return wrongUsage(`It can't be sent: ${why}`);
  return new CommandError(`Nothing answers at ${url}: ${why}`, 'Is the stage up?', { cause });
}

/** Where it had arrived before it was sent: what comes again is a duplicate. */
async function settledBefore(
  webhook: Webhook | undefined,
  { isIdRandom }: Channel,
  { readRecords, waitMs }: SendOnePorts,
): Promise<ReadonlySet<string>> {
  if (webhook === undefined || isIdRandom || waitMs === 0) return new Set();
  const [records = []] = await readRecords([webhook]);
  return new Set(
    records
      .filter(({ state }) => state === 'delivered' || state === 'dead-lettered')
      .map(({ destination }) => destination),
  );
}

async function explanationOf(
  { trackingId }: Answer,
  ports: SendOnePorts,
): Promise<Pick<SentOne, 'explanation'>> {
  if (trackingId === undefined || ports.waitMs === 0) return {};
  const explanation = await explainRefusal(ports.logs, trackingId, ports);
  return explanation === undefined ? {} : { explanation };
}

async function follow(
  webhook: Webhook,
  ports: SendOnePorts,
  { sentAt, before }: { readonly sentAt: number; readonly before: ReadonlySet<string> },
): Promise<Became> {
  const { source, deliveryId } = webhook;
  const { logs, readRecords, onProgress } = ports;
  const prediction = predictRoutes(await ports.readRoutes(), webhook);
  return whatBecame(createWitness(logs, readRecords, { source, deliveryId, sentAt }), {
    ...ports,
    ...{ sentAt, before, prediction },
    onProgress: (seconds) =>
      onProgress(`accepted as ${deliveryId}; waiting for its end, ${seconds} s`),
  });
}
