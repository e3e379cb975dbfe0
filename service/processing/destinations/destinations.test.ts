import { describe, expect, it } from 'vitest';
import { aDelivery } from '../../../test/factories/delivery.ts';
import { ServiceFailedError } from '../../errors.ts';
import type { DestinationConfig } from '../../webhook/destination-config.ts';
import type { Destination } from '../delivery.ts';
import { destinationVerdict } from '../destination-verdict.ts';
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
  now: Date.now,
};

/** Delivers to each destination. @returns where the deliveries arrived */
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

const cycle: Record<string, unknown> = { body: 'a private body' };
cycle.itself = cycle;
const unwritable: readonly [what: string, value: unknown][] = [
  ['a cycle', cycle],
  ['a BigInt', { amount: 10n }],
  [
    'a toJSON that throws',
    {
      toJSON() {
        throw new Error('a private body');
      },
    },
  ],
  ['nothing', undefined],
  ['a promise', Promise.resolve({ text: 'later' })],
  ['a function', () => undefined],
  ['a nesting too deep', JSON.parse(nested(100_000))],
];

function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

describe('a message that can not be written as JSON', () => {
  const types = ['slack', 'discord'] as const;
  it.each(types.flatMap((type) => unwritable.map(([what, value]) => [type, what, value] as const)))(
    'is no failure of the destination: %s, %s',
    async (type, _what, value) => {
      const one = { type, message: () => value as object } as DestinationConfig;
      const delivering = createDestinations({ one }, ports).one?.deliver(aDelivery());
      await expect(delivering).rejects.toMatchObject({
        name: 'PermanentError',
        reason: 'unserializable',
      });
      await expect(delivering).rejects.not.toThrow(/private/);
    },
  );

  it.each([
    ['a subject that is no text', { subject: 42, text: 'x' }],
    ['no text', { subject: 'x' }],
    ['nothing', undefined],
  ])('is no failure of the destination: mail, %s', async (_what, value) => {
    const one = { type: 'email', from: 'a@b.c', to: ['d@e.f'], message: () => value } as never;
    const delivering = createDestinations({ one }, ports).one?.deliver(aDelivery());
    await expect(delivering).rejects.toMatchObject({ reason: 'unserializable' });
  });
});

describe('a body of arrays in arrays', () => {
  it.each(Object.entries({ ...configs, bus: { type: 'eventbridge' } } as typeof configs))(
    'is delivered as any other to %s',
    async (name, config) => {
      const { deliver } = createDestinations({ [name]: config }, ports)[name] ?? {};
      await deliver?.(aDelivery({ body: Buffer.from(nested(27_000)) }));
    },
  );
});

describe('an AWS service that is a destination', () => {
  const failure = new ServiceFailedError('SES answered TooManyRequestsException', {
    retryAfterSeconds: 7,
  });
  const throwing = (error: Error) => async () => {
    throw error;
  };
  const services: Readonly<Record<string, DestinationConfig>> = {
    mail: { type: 'email', from: 'a@b.c', to: ['d@e.f'] },
    bus: { type: 'eventbridge' },
    queue: { type: 'sqs', queueUrl },
  };
  const portsThrowing = (error: Error) => ({
    ...ports,
    sendEmail: throwing(error),
    putEvent: throwing(error),
    sendToQueue: throwing(error),
  });

  it.each(Object.keys(services))('is charged with its own failures: %s', async (name) => {
    const { deliver } = createDestinations(services, portsThrowing(failure))[name] ?? {};
    await expect(deliver?.(aDelivery())).rejects.toMatchObject({
      name: 'DeliveryError',
      message: `Destination ${name}: SES answered TooManyRequestsException`,
      retryAfterSeconds: 7,
    });
  });

  it.each(Object.keys(services))('is not charged with ours: %s', async (name) => {
    const ours = Object.assign(new Error('no'), { name: 'CredentialsProviderError' });
    const { deliver } = createDestinations(services, portsThrowing(ours))[name] ?? {};
    await expect(deliver?.(aDelivery())).rejects.toBe(ours);
  });
});

describe('a queue', () => {
  it('gets attributes that SQS takes, of whatever a sender chose', async () => {
    const sent: unknown[] = [];
    const { queue } = createDestinations(configs, {
      ...ports,
      sendToQueue: async ({ attributes }) => void sent.push(attributes),
    });
    await queue?.deliver(aDelivery({ deliveryId: 'd\u0000\n1', contentType: '' }));
    expect(sent).toEqual([
      {
        deliveryId: 'd  1',
        source: 'github',
        type: 'push',
        receivedAt: '2026-11-23T12:00:00.000Z',
      },
    ]);
  });

  it('can not be given an empty message', async () => {
    const { queue } = createDestinations(configs, ports);
    const delivering = queue?.deliver(aDelivery({ body: Buffer.alloc(0) }));
    await expect(delivering).rejects.toMatchObject({ reason: 'unserializable' });
  });
});

describe('a destination with a URL', () => {
  it('is called at the one that the function was deployed with', async () => {
    const urls = { app: 'a:', team: 'b:', players: 'c:', queue: 'd:' };
    expect(await reach(urls)).toEqual(['a:', 'b:', 'c:', 'd:']);
  });

  it('is called at its own though its name is one of every object', async () => {
    const url = 'https://app.example.com/webhooks';
    let called: unknown;
    const named: DestinationConfig = { type: 'http', url };
    const { constructor: one } = createDestinations(
      { constructor: named },
      {
        ...ports,
        sendRequest: async (request) => {
          called = request.url;
          return { status: 200, headers: {}, body: Buffer.from('') };
        },
      },
    );
    await (one as unknown as Destination).deliver(aDelivery());
    expect(called).toBe(url);
  });

  it('is called at its own where that is empty', async () => {
    const chat = 'https://chat.example.com/x';
    const own = ['https://app.example.com/webhooks', chat, chat, queueUrl];
    expect(await reach({ app: '', team: '', players: '', queue: '' })).toEqual(own);
  });
});

it('says of the destination what it did, and nothing of our own failures', async () => {
  const verdict = async (changes: Partial<DestinationPorts>) => {
    const { app } = createDestinations(configs, { ...ports, ...changes });
    return app?.deliver(aDelivery()).catch(destinationVerdict);
  };
  const answering = (status: number) => ({
    sendRequest: async () => ({ status, headers: {}, body: Buffer.from('') }),
  });
  expect(await verdict(answering(503))).toBe('failed');
  expect(await verdict(answering(410))).toBe('answered');
  expect(await verdict(answering(204))).toMatchObject({ status: 204 });
  const readSecrets = () => Promise.reject(new Error('Secrets Manager is away'));
  expect(await verdict({ readSecrets })).toBeUndefined();
});
