import { sign } from '@octokit/webhooks-methods';
import { describe, expect, it } from 'vitest';
import { createRequest, type WebhookRequest } from './request.ts';
import { senders } from './senders.ts';
import { verifySignature } from './verify-signature.ts';

const now = Date.UTC(2026, 10, 23);
const secret = { slot: 'current', value: "It's a Secret to Everybody" };
const body = 'Hello, World!';
/** The example in GitHub's own document. */
const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';

function request(header: string | undefined, bytes: string | Buffer = body): WebhookRequest {
  return createRequest({ headers: { 'x-hub-signature-256': header }, body: Buffer.from(bytes) });
}

function verify(header: string | undefined, secrets = [secret], bytes: string | Buffer = body) {
  return verifySignature(senders.github, request(header, bytes), secrets, { now });
}

describe('a GitHub signature', () => {
  it("verifies the example of GitHub's documentation", () => {
    expect(verify(signature)).toMatchObject({ kind: 'verified', slot: 'current' });
  });

  it("verifies what GitHub's own package signs", async () => {
    const header = await sign(secret.value, '{"text":"$$ $& \u{1f600}"}');
    expect(verify(header, [secret], '{"text":"$$ $& \u{1f600}"}').kind).toBe('verified');
  });

  it('names the slot that matched', () => {
    const other = { slot: 'current', value: 'another' };
    const previous = { ...secret, slot: 'previous' };
    expect(verify(signature, [other, previous])).toMatchObject({
      kind: 'verified',
      slot: 'previous',
    });
  });

  it.each([
    ['missing', undefined, 'signature-missing'],
    ['empty', '', 'signature-missing'],
    ['wrong', `sha256=${'0'.repeat(64)}`, 'signature-mismatch'],
    ['truncated', signature.slice(0, -1), 'signature-malformed'],
    ['too long', `${signature}0`, 'signature-malformed'],
    ['in upper case', `sha256=${signature.slice(7).toUpperCase()}`, 'signature-malformed'],
    ['not ASCII', `sha256=${'é'.repeat(64)}`, 'signature-malformed'],
    ['without its prefix', signature.slice(7), 'signature-malformed'],
    ['of an unknown scheme', `sha512=${signature.slice(7)}`, 'signature-malformed'],
    ['sent twice', `${signature}, ${signature}`, 'signature-malformed'],
  ])('refuses a signature that is %s', (_, header, reason) => {
    expect(verify(header)).toEqual({ kind: 'rejected', reason });
  });

  it('refuses another body', () => {
    expect(verify(signature, [secret], `${body}\n`)).toEqual({
      kind: 'rejected',
      reason: 'signature-mismatch',
    });
  });

  it.each([[[]], [[{ slot: 'current', value: '' }]]])(
    'never opens the door without a secret',
    (secrets) => {
      expect(verify(signature, secrets)).toEqual({
        kind: 'rejected',
        reason: 'secrets-unavailable',
      });
    },
  );
});
