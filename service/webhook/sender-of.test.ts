import { describe, expect, it } from 'vitest';
import example from '../../examples/all-senders.config.ts';
import { identifyDelivery } from './identify-delivery.ts';
import { createRequest } from './request.ts';
import { senderOf } from './sender-of.ts';
import { senders } from './senders.ts';
import { signRequest } from './sign-request.ts';
import { statusOf } from './status-policy.ts';
import { verifySignature } from './verify-signature.ts';

describe('a source', () => {
  it('is verified by the row that it names', () => {
    expect(senderOf({ sender: 'stripe' })).toBe(senders.stripe);
  });

  describe('with a sender of its own', () => {
    const sender = senderOf(example.sources.acme);
    const now = Date.UTC(2026, 10, 23, 12);
    const body = Buffer.from('{"id":"42","type":"order.paid"}');
    const request = createRequest({ body });
    const secrets = [{ slot: 'current', value: 'a secret' }];

    it('is verified and identified as it describes', () => {
      const signed = signRequest(sender, request, 'a secret', { now }) ?? request;
      const verification = verifySignature(sender, signed, secrets, { now });
      expect(verification).toMatchObject({ kind: 'verified', slot: 'current' });
      if (verification.kind !== 'verified') return;
      expect(identifyDelivery(sender, 'acme', signed, verification)).toEqual({
        deliveryId: '42',
        type: 'order.paid',
        guessed: [],
      });
      expect(verifySignature(sender, request, secrets, { now })).toEqual({
        kind: 'rejected',
        reason: 'signature-missing',
      });
    });

    it('lets no header travel that it does not name, and is told to try again by a 5xx', () => {
      expect(sender.allowedHeaders).toEqual([]);
      expect(statusOf('rate-limited', sender).status).toBe(503);
    });
  });
});
