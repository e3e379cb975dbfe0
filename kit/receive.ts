import type { Outcome } from '../service/ingestion/outcome.ts';
import { createReceiveEvent } from '../service/ingestion/receive-event.ts';
import { createReceiveWebhook } from '../service/ingestion/receive-webhook.ts';
import {
  eventsScope,
  eventsSource,
  type SpillwayConfig,
} from '../service/webhook/configuration.ts';
import { type Envelope, parseEnvelope } from '../service/webhook/envelope.ts';
import type { WebhookRequest } from '../service/webhook/request.ts';
import { senderOf } from '../service/webhook/sender-of.ts';
import { signRequest } from '../service/webhook/sign-request.ts';
import { draftEvent } from './draft-event.ts';
import { draftGiven, type Sending } from './draft-given.ts';
import type { GivenWebhook } from './given-webhook.ts';
import { sourceKeysOf } from './source-keys.ts';
import { unknownName } from './unknown-name.ts';

const marks = { trackingId: 'kit', trace: undefined };

/** Takes a webhook in as the deployed function does: signed, verified, and with the id and type that it finds. */
export async function receive(config: SpillwayConfig, given: GivenWebhook): Promise<Envelope> {
  const now = given.receivedAt === undefined ? Date.now() : Date.parse(given.receivedAt);
  if (Number.isNaN(now)) throw new Error(`receivedAt is no time: ${given.receivedAt}`);
  const messages: string[] = [];
  const ports = {
    sendMessage: async (message: string) => void messages.push(message),
    // No body is too large to stay in its message.
    messageLimitBytes: Number.MAX_SAFE_INTEGER,
    storeBody: () => Promise.reject(new Error('Nothing is stored in a test')),
    now: () => now,
  };
  const outcome =
    config.events && given.source === eventsSource
      ? await createReceiveEvent(ports)(claims, draftEvent(given, now), marks)
      : await receiveSigned(config, given, ports);
  refuseUnaccepted(given, outcome);
  return parseEnvelope(messages[0] ?? '');
}

type Ports = Omit<
  Parameters<typeof createReceiveWebhook>[0],
  'sources' | 'readSecrets' | 'refreshSecrets'
>;

async function receiveSigned(
  config: SpillwayConfig,
  given: GivenWebhook,
  ports: Ports,
): Promise<Outcome> {
  const { source } = given;
  const described = Object.hasOwn(config.sources, source) ? config.sources[source] : undefined;
  if (described === undefined) {
    const names = [...Object.keys(config.sources), ...(config.events ? [eventsSource] : [])];
    throw unknownName('The configuration has no source', source, names);
  }
  const sender = senderOf(described);
  const { sender: senderName, publicUrl } = described;
  const sending = { sender, senderName, publicUrl, now: ports.now() };
  const { request, secret } = sign(draftGiven(given, sending), given, sending);
  const secrets = [{ slot: 'current', value: secret }];
  const receiveWebhook = createReceiveWebhook({
    ...ports,
    sources: { [source]: described },
    readSecrets: async () => secrets,
    refreshSecrets: async () => secrets,
  });
  return receiveWebhook(source, request, marks);
}

function sign(
  drafted: WebhookRequest,
  { source }: GivenWebhook,
  { sender, publicUrl, now }: Sending,
) {
  const context = { now, ...(publicUrl === undefined ? {} : { publicUrl }) };
  for (const { secret, privateKey } of sourceKeysOf(sender)) {
    const request = signRequest(sender, drafted, secret, context, privateKey);
    if (request !== undefined) return { request, secret };
  }
  throw new Error(`Source ${source}: no scheme of ${sender.title} signs a request like this one.`);
}

/** As Cognito makes them. The id of a real client is a random text. */
const claims = {
  token_use: 'access',
  scope: `${eventsScope.resourceServer}/${eventsScope.scope}`,
  client_id: 'kit',
};

function refuseUnaccepted({ source }: GivenWebhook, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return;
  if (outcome.kind === 'answered') {
    throw new Error(`Source ${source} answers this handshake itself: no route gets to see it.`);
  }
  const { reason, explanation, cause } = outcome;
  const why = explanation === undefined ? reason : `${reason} (${explanation})`;
  throw new Error(`Source ${source} would refuse this webhook: ${why}.`, { cause });
}
