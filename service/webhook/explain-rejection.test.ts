import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Explanation, explainRejection } from './explain-rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import { base64Secret, hmac, textSecret } from './vectors/sample.ts';
import { now, requestOf, samples } from './vectors/samples.ts';
import { verifySignature } from './verify-signature.ts';

const all: readonly Sender[] = Object.values(senders);

interface Source {
  readonly sender: SenderName;
  readonly secrets?: readonly { readonly slot: string; readonly value: string }[];
  readonly publicUrl?: string;
}

function explain(source: Source, request: WebhookRequest): Explanation | 'verified' | undefined {
  const sender = senders[source.sender];
  const secrets = source.secrets ?? [{ slot: 'current', value: samples[source.sender].secret }];
  const context = { now, ...(source.publicUrl ? { publicUrl: source.publicUrl } : {}) };
  const verdict = verifySignature(sender, request, secrets, context);
  if (verdict.kind === 'verified') return 'verified';
  return explainRejection(verdict.reason, sender, request, secrets, context, all);
}

async function github(signed: string | Buffer, received: string | Buffer): Promise<WebhookRequest> {
  const request = await requestOf(samples.github, Buffer.from(signed));
  return { ...request, body: Buffer.from(received) };
}

describe('a refused signature is explained', () => {
  it.each<[string, string | Buffer, string | Buffer, Explanation]>([
    ['a line feed lost', '{"a":1}\n', '{"a":1}', 'body-trimmed'],
    ['a line feed added', '{"a":1}', '{"a":1}\n', 'body-trimmed'],
    ['a byte order mark added', '{"a":1}', '\ufeff{"a":1}', 'body-trimmed'],
    ['base64 left in place', '{"a":1}', 'eyJhIjoxfQ==', 'body-base64'],
    ['base64 decoded twice', 'eyJhIjoxfQ==', '{"a":1}', 'body-base64'],
    ['JSON written anew', '{"a":1,"b":[]}', '{ "a": 1, "b": [] }', 'body-reserialized'],
    ['nothing that we know', '{"a":1}', '{"a":2}', 'unexplained'],
  ])('by %s', async (_, signed, received, expected) => {
    expect(explain({ sender: 'github' }, await github(signed, received))).toBe(expected);
  });

  it('by a retired secret', async () => {
    const secrets = [
      { slot: 'current', value: 'new' },
      { slot: 'retired', value: samples.github.secret },
    ];
    const request = await requestOf(samples.github);
    expect(explain({ sender: 'github', secrets }, request)).toBe('retired-secret');
  });

  it('by white space around the stored secret', async () => {
    const secrets = [{ slot: 'current', value: ` ${samples.github.secret}\n` }];
    expect(explain({ sender: 'github', secrets }, await requestOf(samples.github))).toBe(
      'secret-whitespace',
    );
  });

  it('by a secret whose text was used for its bytes, or the other way round', async () => {
    const body = Buffer.from('{}');
    const decoded = createHash('sha256').update('never mind').digest('base64');
    const request = await requestOf(samples.github, body);
    const headers = {
      'x-hub-signature-256': `sha256=${hmac('sha256', Buffer.from(decoded, 'base64'), 'hex', body)}`,
    };
    const secrets = [{ slot: 'current', value: `whsec_${decoded}` }];
    expect(explain({ sender: 'github', secrets }, { ...request, headers })).toBe('secret-encoding');

    const standard = await requestOf(samples['standard-webhooks'], body);
    const whole = `whsec_${base64Secret}`;
    const message = `${standard.headers['webhook-id']}.${standard.headers['webhook-timestamp']}.{}`;
    const signature = `v1,${hmac('sha256', whole, 'base64', message)}`;
    const pasted = {
      ...standard,
      headers: { ...standard.headers, 'webhook-signature': signature },
    };
    expect(explain({ sender: 'standard-webhooks' }, pasted)).toBe('secret-encoding');
  });

  it.each([
    ['another host', 'https://internal.example.net/webhooks/square', 'hooks.example.com'],
    ['a slash too many', 'https://hooks.example.com/webhooks/square/', 'hooks.example.com'],
    ['a slash too few, and no Host to go by', 'https://hooks.example.com/webhooks/square/', ''],
  ])('by %s in the configured URL', async (_, publicUrl, host) => {
    const request = await requestOf(samples.square);
    const headers = { ...request.headers, host };
    expect(explain({ sender: 'square', publicUrl }, { ...request, headers })).toBe('other-url');
  });

  it('by the scheme of another sender', async () => {
    const secrets = [{ slot: 'current', value: samples.stripe.secret }];
    const request = await requestOf(samples.stripe);
    expect(explain({ sender: 'github', secrets }, request)).toBe('other-sender');
    const intercom = await requestOf(samples.intercom);
    expect(explain({ sender: 'bitbucket' }, intercom)).toBe('other-sender');
  });

  it('by a clock that is wrong', async () => {
    expect(
      explain({ sender: 'stripe' }, await requestOf(samples.stripe, undefined, now - 3_600_000)),
    ).toBe('clock-skew');
    expect(
      explain({ sender: 'stripe' }, await requestOf(samples.stripe, undefined, now + 3_600_000)),
    ).toBe('clock-skew');
  });

  it.each(Object.keys(samples) as SenderName[])(
    'for %s: a forgery stays unexplained',
    async (sender) => {
      const request = await requestOf(samples[sender]);
      const { publicUrl = '' } = samples[sender];
      const forged = { ...request, body: Buffer.from('{"forged":true}') };
      expect(explain({ sender, publicUrl }, forged)).toBe('unexplained');
    },
  );
});

describe('the work that a stranger can cause', () => {
  it('ends at 256 KiB', async () => {
    const at = await github('{}', Buffer.alloc(262_144, ' '));
    const above = await github('{}', Buffer.alloc(262_145, ' '));
    expect(explain({ sender: 'github' }, at)).toBe('unexplained');
    expect(explain({ sender: 'github' }, above)).toBeUndefined();
  });

  it('breaks nothing: JSON nested too deeply to be written again', async () => {
    const nested = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(() => JSON.stringify(JSON.parse(nested))).toThrow(RangeError);
    expect(explain({ sender: 'github' }, await github('{}', nested))).toBe('unexplained');
  });

  it('is nothing where the refusal is no question of signatures', async () => {
    const request = await requestOf(samples.github);
    const secrets = [{ slot: 'current', value: textSecret }];
    for (const reason of ['body-empty', 'queue-unavailable', 'secrets-unavailable'] as const) {
      expect(
        explainRejection(reason, senders.github, request, secrets, { now }, all),
      ).toBeUndefined();
    }
    expect(
      explainRejection('signature-mismatch', senders.github, request, [], { now }, all),
    ).toBeUndefined();
  });
});
