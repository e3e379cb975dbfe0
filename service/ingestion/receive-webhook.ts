import { webhookMethods } from '../webhook/allowed-methods.ts';
import { answerHandshake } from '../webhook/answer-handshake.ts';
import type { Verified } from '../webhook/compare-signatures.ts';
import type { SourceConfig } from '../webhook/configuration.ts';
import { explainRejection } from '../webhook/explain-rejection.ts';
import { identifyDelivery } from '../webhook/identify-delivery.ts';
import { answerProbe } from '../webhook/probe.ts';
import type { RejectionReason } from '../webhook/rejection.ts';
import type { WebhookRequest } from '../webhook/request.ts';
import type { Sender } from '../webhook/sender.ts';
import { senderOf } from '../webhook/sender-of.ts';
import { senders } from '../webhook/senders.ts';
import type { SigningSecret } from '../webhook/signing-secret.ts';
import { acceptedStatusOf } from '../webhook/status-policy.ts';
import { type VerificationContext, verifySignature } from '../webhook/verify-signature.ts';
import { webhookContent } from '../webhook/webhook-content.ts';
import { contentTypeOf } from './content-type.ts';
import { failureReason } from './failure-reason.ts';
import { type MessagePorts, messageFor, type RequestMarks } from './message-for.ts';
import type { Outcome, Refused } from './outcome.ts';

export interface ReceiveWebhookPorts extends MessagePorts {
  readonly sources: Readonly<Record<string, SourceConfig>>;
  readonly readSecrets: (source: string) => Promise<readonly SigningSecret[]>;
  /** Secrets that may be newer than those from `readSecrets`; the same array if they can't be newer. */
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

/** A configured source with its sender, looked up once. */
interface Source {
  readonly name: string;
  readonly provider: string;
  readonly sender: Sender;
  readonly publicUrl?: string;
  readonly duplicates?: 'id' | 'content';
}

/** Takes one webhook to the queue: look up → verify → identify → enqueue. Never throws. */
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

/**
 * A mismatch may mean that the secret was rotated a moment ago, so read the secrets again before refusing for good.
 */
async function receiveFrom(
  ports: ReceiveWebhookPorts,
  source: Source,
  request: WebhookRequest,
  marks: RequestMarks,
): Promise<Outcome> {
  const { name, publicUrl } = source;
  const probe = answerProbe(source.sender, request);
  if (probe) return { ...probe, source: name };
  // Called only after the secrets were read, because their answer tells how far the clock is off.
  const contextNow = () => ({
    now: marks.requestTime ?? ports.now(),
    ...(publicUrl && { publicUrl }),
  });
  const secrets = await ports.readSecrets(name);
  const outcome = await receiveWith(ports, source, secrets, {
    request,
    marks,
    context: contextNow(),
  });
  if (outcome.kind !== 'rejected' || outcome.reason !== 'signature-mismatch') return outcome;
  const fresh = await ports.refreshSecrets(name);
  if (fresh === secrets) return outcome;
  return receiveWith(ports, source, fresh, { request, marks, context: contextNow() });
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
  const methods: readonly string[] = webhookMethods(sender);
  if (!methods.includes(request.method)) return refuse(source, 'method-not-allowed');

  const verification = verifySignature(sender, request, secrets, context);
  if (verification.kind === 'rejected') {
    return explain(source, verification.reason, request, secrets, context);
  }
  return store(ports, source, verification, { request, marks, context });
}

/** Everything that is signed is stored, because most senders never send a refused webhook again. */
async function store(
  ports: ReceiveWebhookPorts,
  source: Source,
  verified: Verified,
  { request, marks, context }: Request,
): Promise<Outcome> {
  const { name, sender, duplicates } = source;
  // A token does not prove that the body was meant to be empty.
  if (request.body.length === 0 && verified.scheme.method === 'token') {
    return refuse(source, 'body-empty');
  }
  const webhook = webhookContent(request, verified);
  const { deliveryId, type, guessed } = identifyDelivery(sender, name, webhook, verified, {
    duplicates,
  });
  const message = await messageFor(ports, {
    source: name,
    provider: source.provider,
    deliveryId,
    type,
    receivedAt: context.now,
    contentType: contentTypeOf(webhook.headers) ?? 'application/octet-stream',
    headers: allowedHeaders(sender, webhook),
    ...marks,
    body: webhook.body,
  });
  if (message === undefined) return refuse(source, 'body-too-large');
  await ports.sendMessage(message);
  return {
    kind: 'accepted',
    source: name,
    sender,
    status: acceptedStatusOf(sender, webhook.body),
    deliveryId,
    type,
    guessed,
    slot: verified.slot,
    bytes: webhook.body.length,
  };
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

/** Destinations send these headers on, so a character that an HTTP header can't hold must not get through. */
function allowedHeaders(sender: Sender, request: WebhookRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sender.allowedHeaders.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')]];
    }),
  );
}

function refuse(source: Source | undefined, reason: RejectionReason): Refused {
  return { kind: 'rejected', source: source?.name ?? 'unknown', sender: source?.sender, reason };
}

function sourceFrom(name: string, config: SourceConfig): Source {
  const { sender: provider, publicUrl, duplicates } = config;
  return {
    name,
    provider,
    sender: senderOf(config),
    ...(publicUrl && { publicUrl }),
    ...(duplicates && { duplicates }),
  };
}
