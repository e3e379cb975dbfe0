import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aMessage } from '../../test/factories/envelope.ts';
import { processingPorts } from '../../test/factories/processing-ports.ts';
import { parseEnvelope } from '../webhook/envelope.ts';
import type { Delivery } from './delivery.ts';
import { processWebhook } from './process-webhook.ts';
import { createRouteWebhook } from './route-webhook.ts';

/** Messages as the code of commit 459db2a wrote them. They can wait in a queue during a deployment. */
const messages: Readonly<Record<string, string> & { refusedLetter: { body: string } }> = JSON.parse(
  readFileSync(new URL('../../test/fixtures/messages-459db2a.json', import.meta.url), 'utf8'),
);
const stored = Buffer.from('a body that was too large for the queue');

async function arrivalsOf(text: string): Promise<readonly Delivery[]> {
  const arrived: Delivery[] = [];
  const deliver = async (delivery: Delivery) => void arrived.push(delivery);
  const ports = processingPorts({
    routeWebhook: createRouteWebhook([{ name: 'all', match: {}, to: ['app', 'audit'] }], {
      destinations: {
        app: { deliver, limitSeconds: 15 },
        audit: { deliver: async () => undefined, limitSeconds: 15 },
      },
      codeLimitSeconds: 25,
    }),
    fetchBody: async ({ key }) => {
      expect(key).toMatch(/^bodies\/github\/2026-11-23\/[0-9a-f]{64}$/);
      return stored;
    },
    sendDeadLetter: () => Promise.reject(new Error('nothing fails here')),
  });
  expect(await processWebhook(ports, aMessage(parseEnvelope(text)))).toMatchObject({
    kind: 'processed',
  });
  return arrived;
}

describe('a message that an earlier version left in the queue', () => {
  it.each([
    ['asText', Buffer.from('{"ref":"refs/heads/main"}')],
    ['asBase64', Buffer.from([0, 255, 128])],
    ['byReference', stored],
    ['event', Buffer.from('{"type":"order.paid","data":{}}')],
    ['parked', Buffer.from('{"ref":"refs/heads/main"}')],
    ['replay', Buffer.from('{"ref":"refs/heads/main"}')],
  ])('is delivered with its very bytes: %s', async (name, body) => {
    const arrived = await arrivalsOf(String(messages[name]));
    expect(arrived.map((delivery) => digest(delivery.body))).toEqual([digest(body)]);
  });

  it('is delivered when it is its dead letter that was sent through again', async () => {
    const arrived = await arrivalsOf(messages.refusedLetter.body);
    expect(arrived.map(({ deliveryId }) => deliveryId)).toEqual(['d-1']);
  });
});

function digest(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
