import { describe, expect, it } from 'vitest';
import config from '../../examples/all-senders.config.ts';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import { senderOf } from '../../service/webhook/sender-of.ts';
import { receiveAsDeployed } from '../../test/factories/receive-as-deployed.ts';
import { senderKeys } from '../../test/factories/sender-keys.ts';
import type { SigningKeys } from '../example-webhook/sign-example.ts';
import { type BadKind, badKinds } from './bad-kinds.ts';
import { composeWebhook } from './compose.ts';
import { senderChannel } from './sender-channel.ts';

const now = Date.UTC(2026, 10, 26, 12);
const sources: [string, SourceConfig][] = Object.entries(config.sources);

function channelOf(source: string, keys?: SigningKeys) {
  const described = config.sources[source as keyof typeof config.sources] as SourceConfig;
  const used = keys ?? senderKeys(described.sender, described.publicUrl);
  const sender = { name: described.sender, row: senderOf(described) };
  return { keys: used, channel: senderChannel(source, sender, used, 'http://127.0.0.1:1/dev') };
}

async function receiveBad(source: string, kind: BadKind, example?: string) {
  const { channel, keys } = channelOf(source);
  const bad = channel.bad[kind];
  if (typeof bad === 'string') return bad;
  const { secondsAgo = 0, sign = channel.sign, spoil = (one: WebhookRequest) => one } = bad;
  const madeAt = now - secondsAgo * 1000;
  const signed = sign(composeWebhook(channel, { example }).compose(madeAt), madeAt);
  const request = spoil(signed as WebhookRequest);
  const { outcome } = await receiveAsDeployed(config.sources, source, request, {
    secret: keys.secret,
    now,
  });
  return { expected: bad.reason, outcome };
}

/** Of these there is nothing that could be too old. */
const timeless = sources
  .filter(([, source]) => senderOf(source).schemes[0]?.timestamp === undefined)
  .map(([name]) => name);

describe.each(badKinds)('a webhook that is %s', (kind) => {
  const possible = sources.filter(([name]) => kind !== 'old' || !timeless.includes(name));

  it.each(possible)('of %s is refused for the reason that is said of it', async (source) => {
    const { expected, outcome } = Object(await receiveBad(source, kind));
    expect(outcome).toMatchObject({ kind: 'rejected', reason: expected });
  });
});

it.each(timeless)('of %s none is too old, and it says why', async (source) => {
  expect(await receiveBad(source, 'old')).toMatch(/signs no time/);
});

it.each([
  ['twilio', 'completed'],
  ['slack', '/weather'],
  ['zendesk', 'trigger'],
])('of %s the kind of request does not matter: %s', async (source, example) => {
  const { outcome } = Object(await receiveBad(source, 'altered', example));
  expect(outcome).toMatchObject({ kind: 'rejected', reason: 'signature-mismatch' });
});

it("a token does not cover the body, and a key that is none of the sender's signs nothing", () => {
  const token = channelOf('gitlab', { secret: 'any token' });
  expect(token.channel.bad.altered).toMatch(/does not cover the body/);
  expect(token.channel.bad['wrong-secret']).toMatchObject({ reason: 'signature-mismatch' });
  const none = channelOf('discord', { secret: 'no key' });
  expect(none.channel.bad.unsigned).toBe('the secret is no key of Discord');
});
