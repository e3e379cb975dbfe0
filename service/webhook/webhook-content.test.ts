import { describe, expect, it } from 'vitest';
import { identifyDelivery } from './identify-delivery.ts';
import { createRequest } from './request.ts';
import { senders } from './senders.ts';
import { signRequest } from './sign-request.ts';
import { verifySignature } from './verify-signature.ts';
import { webhookContent } from './webhook-content.ts';

const publicUrl = 'https://hooks.example.com/webhooks/twilio?own=1';
const secret = '12345678901234567890123456789012';
const context = { now: 0, publicUrl };

function receive(request: ReturnType<typeof createRequest>) {
  const signed = signRequest(senders.twilio, request, secret, context);
  if (signed === undefined) throw new Error('it can be signed');
  const verified = verifySignature(
    senders.twilio,
    signed,
    [{ slot: 'current', value: secret }],
    context,
  );
  if (verified.kind === 'rejected') throw new Error(verified.reason);
  const content = webhookContent(signed, verified);
  return { content, identity: identifyDelivery(senders.twilio, 'twilio', content, verified) };
}

const query = { own: '1', From: '+1 415', CallStatus: 'ringing', Digit: ['1', '2'] };

describe('what a webhook says', () => {
  it('by GET is the query that was signed, as a form', () => {
    const { content, identity } = receive(
      createRequest({ method: 'GET', query, body: Buffer.of() }),
    );
    expect(content.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(content.body.toString())]).toEqual([
      ['own', '1'],
      ['From', '+1 415'],
      ['CallStatus', 'ringing'],
      ['Digit', '1'],
      ['Digit', '2'],
    ]);
    expect(identity.type).toBe('ringing');
  });

  it.each(['POST', 'GET'])('by %s with a body is the body', (method) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = Buffer.from('From=%2B1&CallStatus=busy');
    const { content, identity } = receive(createRequest({ method, headers, query, body }));
    expect(content.body).toEqual(body);
    expect(identity.type).toBe('busy');
  });

  it('has another id where any of it is another one', () => {
    const idOf = (From: string) =>
      receive(createRequest({ method: 'GET', query: { ...query, From }, body: Buffer.of() }))
        .identity.deliveryId;
    expect(idOf('1')).toBe(idOf('1'));
    expect(idOf('1')).not.toBe(idOf('2'));
  });
});
