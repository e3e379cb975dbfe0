import { answerHandshake } from '../webhook/answer-handshake.ts';
import type { SourceConfig } from '../webhook/configuration.ts';
import { explainRejection } from '../webhook/explain-rejection.ts';
import { identifyDelivery } from '../webhook/identify-delivery.ts';
import type { RejectionReason } from '../webhook/rejection.ts';
import type { WebhookRequest } from '../webhook/request.ts';
import type { Sender } from '../webhook/sender.ts';
import { senderOf } from '../webhook/sender-of.ts';
import { senders } from '../webhook/senders.ts';
import type { SigningSecret } from '../webhook/signing-secret.ts';
import { type VerificationContext, verifySignature } from '../webhook/verify-signature.ts';
import { failureReason } from './failure-reason.ts';
import { type MessagePorts, messageFor, type RequestMarks } from './message-for.ts';
import type { Accepted, Outcome, Refused } from './outcome.ts';

export interface ReceiveWebhookPorts extends MessagePorts {
  readonly sources: Readonly<Record<string, SourceConfig>>;
  readonly readSecrets: (source: string) => Promise<readonly SigningSecret[]>;
  /** Secrets that may be newer than what `readSecrets` gave; the same array where they can't be. */
  readonly refreshSecrets: (source: string) => Promise<readonly SigningSecret[]>;
  /** Returns only once the queue has stored the message. */
  readonly sendMessage: (message: string) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type ReceiveWebhook = (
  sourceName: string,
  request: WebhookRequest,
  marks: RequestMarks,
) => Promise<Outcome>;

/** A configured source, its sender looked up once. */
interface Source {
  readonly name: string;
  readonly provider: string;
  readonly sender: Sender;
  readonly publicUrl?: string;
}

/** The way of one webhook to the queue: look up → verify → identify → enqueue. Never throws. */
export function createReceiveWebhook(ports: ReceiveWebhookPorts): ReceiveWebhook {
  const sources = new Map(
    Object.entries(ports.sources).map(([name, config]) => [name, sourceFrom(name, config)]),
  );
  return async (sourceName, request, marks) => {
    const source = sources.get(sourceName);
    if (!source) return refuse(undefined, 'unknown-source');
    try {
      return await receiveFrom(ports, source, request, marks);
    } catch (cause) {
      return { ...refuse(source, failureReason(cause)), cause };
    }
  };
}

interface Request {
  readonly request: WebhookRequest;
  readonly marks: RequestMarks;
  readonly context: VerificationContext;
}

/** A mismatch may mean that the secret was rotated a moment ago: look once more before refusing for good. */
async function receiveFrom(
  ports: ReceiveWebhookPorts,
  source: Source,
  request: WebhookRequest,
  marks: RequestMarks,
): Promise<Outcome> {
  const { name, publicUrl } = source;
  const context = { now: ports.now(), ...(publicUrl && { publicUrl }) };
  const secrets = await ports.readSecrets(name);
  const outcome = await receiveWith(ports, source, secrets, { request, marks, context });
  if (outcome.kind !== 'rejected' || outcome.reason !== 'signature-mismatch') return outcome;
  const fresh = await ports.refreshSecrets(name);
  if (fresh === secrets) return outcome;
  return receiveWith(ports, source, fresh, { request, marks, context });
}

async function receiveWith(
  ports: ReceiveWebhookPorts,
  source: Source,
  secrets: readonly SigningSecret[],
  { request, marks, context }: Request,
): Promise<Outcome> {
  const { name, sender } = source;
  const handshake = sender.handshakes && answerHandshake(sender, request, secrets, context);
  if (handshake?.kind === 'answered') return { ...handshake, source: name };
  if (handshake) return explain(source, handshake.reason, request, secrets, context);
  if (request.method !== 'POST') return refuse(source, 'method-not-allowed');

  const verification = verifySignature(sender, request, secrets, context);
  if (verification.kind === 'rejected') {
    return explain(source, verification.reason, request, secrets, context);
  }
  if (request.body.length === 0) return refuse(source, 'body-empty');

  const delivery = identifyDelivery(sender, name, request);
  if (delivery.kind === 'rejected') return refuse(source, delivery.reason);
  const message = await messageFor(ports, {
    source: name,
    provider: source.provider,
    deliveryId: delivery.deliveryId,
    type: delivery.type,
    receivedAt: context.now,
    contentType: request.headers['content-type'] ?? 'application/octet-stream',
    headers: allowedHeaders(sender, request),
    ...marks,
    body: request.body,
  });
  if (message === undefined) return refuse(source, 'body-too-large');
  await ports.sendMessage(message);
  return accept(source, delivery, verification.slot, request.body.length);
}

const allSenders: readonly Sender[] = Object.values(senders);

function explain(
  source: Source,
  reason: RejectionReason,
  request: WebhookRequest,
  secrets: readonly SigningSecret[],
  context: VerificationContext,
): Refused {
  const explanation = explainRejection(
    reason,
    source.sender,
    request,
    secrets,
    context,
    allSenders,
  );
  return { ...refuse(source, reason), explanation };
}

interface Delivery {
  readonly deliveryId: string;
  readonly type: string;
}

function allowedHeaders(sender: Sender, request: WebhookRequest): Record<string, string> {
  const allowed: Record<string, string> = {};
  for (const name of sender.allowedHeaders) {
    const value = request.headers[name];
    if (value !== undefined) allowed[name] = value;
  }
  return allowed;
}

function accept(source: Source, delivery: Delivery, slot: string, bytes: number): Accepted {
  const { name, sender } = source;
  const { deliveryId, type } = delivery;
  return { kind: 'accepted', source: name, sender, deliveryId, type, slot, bytes };
}

function refuse(source: Source | undefined, reason: RejectionReason): Refused {
  return { kind: 'rejected', source: source?.name ?? 'unknown', sender: source?.sender, reason };
}

function sourceFrom(name: string, config: SourceConfig): Source {
  const { sender: provider, publicUrl } = config;
  return { name, provider, sender: senderOf(config), ...(publicUrl && { publicUrl }) };
}
