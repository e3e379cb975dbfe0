import { describe, expect, it } from 'vitest';
import { aDelivery } from '../../../test/factories/delivery.ts';
import type { DestinationConfig } from '../../webhook/destination-config.ts';
import { createDestinations } from './destinations.ts';

const queueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/orders';
const configs: Readonly<Record<string, DestinationConfig>> = {
  app: { type: 'http', url: 'https://app.example.com/webhooks' },
  team: { type: 'slack' },
  players: { type: 'discord' },
  queue: { type: 'sqs', queueUrl },
};

/** Delivers to each of them. @returns where that led */
async function reach(urls: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const reached: string[] = [];
  const destinations = createDestinations(configs, {
    urls,
    readSecrets: async () => [{ slot: 'url', value: 'https://chat.example.com/x' }],
    allowPrivateAddress: false,
    sendRequest: async ({ url }) => {
      reached.push(url);
      return { status: 200, headers: {}, body: Buffer.from('') };
    },
    sendToQueue: async (message) => void reached.push(message.queueUrl),
    sendEmail: async () => undefined,
    putEvent: async () => undefined,
    meter: { count: () => undefined, record: () => undefined },
    now: Date.now,
  });
  for (const deliver of Object.values(destinations)) await deliver(aDelivery());
  return reached;
}

describe('a destination with a URL', () => {
  it('is called at the one that the function was deployed with', async () => {
    const urls = { app: 'a:', team: 'b:', players: 'c:', queue: 'd:' };
    expect(await reach(urls)).toEqual(['a:', 'b:', 'c:', 'd:']);
  });

  it('is called at its own where that is empty', async () => {
    const chat = 'https://chat.example.com/x';
    const own = ['https://app.example.com/webhooks', chat, chat, queueUrl];
    expect(await reach({ app: '', team: '', players: '', queue: '' })).toEqual(own);
  });
});
