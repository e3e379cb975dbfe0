import { describe, expect, it } from 'vitest';
import { aDelivery } from '../../../test/factories/delivery.ts';
import type { DestinationConfig } from '../../webhook/destination-config.ts';
import { createDestinations, type DestinationPorts } from './destinations.ts';

const queueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/orders';
const configs: Readonly<Record<string, DestinationConfig>> = {
  app: { type: 'http', url: 'https://app.example.com/webhooks' },
  team: { type: 'slack' },
  players: { type: 'discord' },
  queue: { type: 'sqs', queueUrl },
};

const ports: DestinationPorts = {
  urls: {},
  readSecrets: async () => [{ slot: 'url', value: 'https://chat.example.com/x' }],
  allowPrivateAddress: false,
  sendRequest: async () => ({ status: 200, headers: {}, body: Buffer.from('') }),
  sendToQueue: async () => undefined,
  sendEmail: async () => undefined,
  putEvent: async () => undefined,
  callSeconds: 7.5,
  longestSeconds: 20,
  meter: { count: () => undefined, record: () => undefined },
  now: Date.now,
};

/** Delivers to each of them. @returns where that led */
async function reach(urls: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const reached: string[] = [];
  const destinations = createDestinations(configs, {
    ...ports,
    urls,
    sendRequest: async ({ url }) => {
      reached.push(url);
      return { status: 200, headers: {}, body: Buffer.from('') };
    },
    sendToQueue: async (message) => void reached.push(message.queueUrl),
  });
  for (const { deliver } of Object.values(destinations)) await deliver(aDelivery());
  return reached;
}

describe('the longest that a delivery takes', () => {
  it.each<[what: string, config: DestinationConfig, longestSeconds: number, seconds: number]>([
    ['the timeout of a destination', { type: 'slack', timeoutSeconds: 3 }, 20, 3],
    ['15 s without one', { type: 'discord' }, 20, 15],
    ["what the function's time allows, where that is less", { type: 'slack' }, 8, 8],
    ['what a call of an AWS service takes', { type: 'eventbridge' }, 20, 7.5],
  ])('is %s', (_what, one, longestSeconds, seconds) => {
    const destinations = createDestinations({ one }, { ...ports, longestSeconds });
    expect(destinations.one?.limitSeconds).toBe(seconds);
  });

  it('is how long the request waits', async () => {
    let waited = 0;
    const destinations = createDestinations(configs, {
      ...ports,
      sendRequest: async ({ timeoutSeconds }) => {
        waited = timeoutSeconds;
        return { status: 200, headers: {}, body: Buffer.from('') };
      },
    });
    await destinations.app?.deliver(aDelivery());
    expect(waited).toBe(15);
  });
});

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
