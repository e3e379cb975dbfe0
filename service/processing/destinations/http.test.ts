import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDelivery } from '../../../test/factories/delivery.ts';
import { type HttpReceiver, startHttpReceiver } from '../../../test/factories/http-receiver.ts';
import { DeliveryError } from '../../errors.ts';
import type { HttpDestinationConfig } from '../../webhook/destination-config.ts';
import { createHttpDestination } from './http.ts';
import { createSendRequest } from './send-request.ts';

const key = Buffer.from('a key of the tests, 32 bytes long').toString('base64');
const secrets = [
  { slot: 'current', value: key },
  { slot: 'api-key', value: 'Bearer of the tests' },
];

let receiver: HttpReceiver;
beforeAll(async () => {
  receiver = await startHttpReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.requests.length = 0;
  receiver.answer = (response) => response.writeHead(204).end();
});

const sendRequest = createSendRequest();

function deliver(config: Partial<HttpDestinationConfig> = {}, delivery = aDelivery()) {
  const destination = createHttpDestination(
    'app',
    { url: `${receiver.url}/hook`, timeoutSeconds: 20, ...config },
    { sendRequest, readSecrets: async () => secrets, allowPrivateAddress: true, now: Date.now },
  );
  return destination(delivery);
}

const answers = (status: number, headers: Record<string, string> = {}) => {
  receiver.answer = (response) => response.writeHead(status, headers).end();
};

describe('a delivery over HTTP', () => {
  it("carries the exact bytes, the sender's headers, and a signature that its own library accepts", async () => {
    const body = Buffer.from([0xc3, 0x28, 0x00, 0xff]);
    await deliver({}, aDelivery({ body, contentType: 'application/octet-stream' }));
    const [request] = receiver.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/hook',
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': '4',
        'x-github-event': 'push',
        'webhook-id': 'd-1',
        'spillway-source': 'github',
        'spillway-type': 'push',
        'spillway-received-at': '2026-11-23T12:00:00.000Z',
      },
    });
    expect(request?.body).toEqual(body);
    await deliver({ headers: { authorization: { secret: 'api-key' } } });
    const { body: text = Buffer.from(''), headers = {} } = receiver.requests[1] ?? {};
    const verify = () => new Webhook(key).verify(text, headers as Record<string, string>);
    expect(verify).not.toThrow();
    // Signed only with the key, not with the credential beside it.
    expect(String(headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it('uses the method and headers of its configuration, secrets by reference among them', async () => {
    await deliver({ method: 'PUT', headers: { Authorization: { secret: 'api-key' }, 'X-A': 'b' } });
    expect(receiver.requests[0]).toMatchObject({
      method: 'PUT',
      headers: { authorization: 'Bearer of the tests', 'x-a': 'b' },
    });
  });

  it('is not made without a secret that a header needs', async () => {
    const delivering = deliver({ headers: { authorization: { secret: 'gone' } } });
    await expect(delivering).rejects.toThrow('The secret of destination app has no slot gone');
    expect(receiver.requests).toEqual([]);
  });

  it('reuses a connection, and makes another when that one was closed meanwhile', async () => {
    await deliver();
    const { connections } = receiver;
    await deliver();
    expect(receiver.connections).toBe(connections);
    let isFirst = true;
    receiver.answer = (response) => {
      if (isFirst) response.socket?.resetAndDestroy();
      else response.writeHead(204).end();
      isFirst = false;
    };
    await deliver();
    expect(receiver.connections).toBe(connections + 1);
  });
});

describe('what a sender chose', () => {
  it('is delivered whatever characters are in it, and signed as it arrives', async () => {
    const deliveryId = ' é\n\u{1f389} ';
    const headers = { 'x-name': 'a\u0000b' };
    await deliver({}, aDelivery({ deliveryId, type: 'Größe geändert', headers, contentType: '' }));
    const [request] = receiver.requests;
    expect(request?.headers).toMatchObject({
      'webhook-id': '%20%C3%A9%0A%F0%9F%8E%89%20',
      'spillway-type': 'Gr%C3%B6%C3%9Fe ge%C3%A4ndert',
      'x-name': 'a%00b',
    });
    const { body: text = Buffer.from(''), headers: arrived = {} } = request ?? {};
    new Webhook(key).verify(text, arrived as Record<string, string>);
  });
});

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('of %d means that the destination has it', async (status) => {
    answers(status);
    await deliver();
  });

  it.each([500, 502, 503, 504, 408, 409, 425, 429])(
    'of %d may be another later',
    async (status) => {
      answers(status, { 'retry-after': '7' });
      await expect(deliver()).rejects.toMatchObject({
        name: 'DeliveryError',
        message: `Destination app answered ${status}`,
        retryAfterSeconds: 7,
      });
    },
  );

  it.each([400, 401, 403, 404, 405, 410, 413, 422])('of %d is for good', async (status) => {
    answers(status);
    await expect(deliver()).rejects.toMatchObject({ name: 'PermanentError', reason: 'refused' });
  });

  it.each([301, 302, 303, 307, 308])(
    'of %d is a refusal: no redirect is followed',
    async (status) => {
      answers(status, { location: `${receiver.url}/elsewhere` });
      await expect(deliver()).rejects.toMatchObject({ name: 'PermanentError' });
      expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook']);
    },
  );

  it('of 200 counts, whatever follows: garbage, no end, or too much', async () => {
    receiver.answer = (response) => response.writeHead(200).end(Buffer.alloc(100, 0xff));
    await deliver();
    receiver.answer = (response) => void response.writeHead(200).write('a');
    await deliver();
    let written = 0;
    receiver.answer = (response) => {
      response.writeHead(200);
      const flood = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
      };
      response.on('drain', flood);
      flood();
    };
    await deliver();
    expect(written).toBeLessThan(16_777_216);
  });
});

describe('a failure of our own', () => {
  it.each(['whsec_', '!!!!', 'a'])(
    'is a key that is none: nothing is sent with %s',
    async (value) => {
      const destination = createHttpDestination(
        'app',
        { url: `${receiver.url}/hook`, timeoutSeconds: 20 },
        {
          sendRequest,
          readSecrets: async () => [{ slot: 'current', value }],
          allowPrivateAddress: true,
          now: Date.now,
        },
      );
      const failure = await destination(aDelivery()).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'Error' });
      expect(receiver.requests).toEqual([]);
    },
  );

  it.each<[what: string, config: Partial<HttpDestinationConfig>]>([
    ['a slot that the secret lacks', { headers: { 'x-key': { secret: 'absent' } } }],
    ['a method that can not be sent', { method: 'A B' as never }],
    ['a URL that is none', { url: 'nowhere' }],
  ])('is not held against the destination: %s', async (_what, config) => {
    const failure = await deliver(config).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DeliveryError);
    expect(receiver.requests).toEqual([]);
  });
});

describe('no answer', () => {
  it('in time is a failure that may pass', async () => {
    receiver.answer = () => undefined;
    await expect(deliver({ timeoutSeconds: 0.4 })).rejects.toMatchObject({
      name: 'DeliveryError',
      message: 'Destination app did not answer in 0.4 s',
    });
  });

  it('in a time that is no whole number of milliseconds is one as well', async () => {
    await expect(deliver({ timeoutSeconds: 20 + 1 / 3 })).resolves.toMatchObject({ status: 204 });
    receiver.answer = () => undefined;
    await expect(deliver({ timeoutSeconds: 1 / 30 })).rejects.toMatchObject({
      name: 'DeliveryError',
    });
  });

  it('is a failure that may pass when nothing listens there', async () => {
    const gone = await startHttpReceiver();
    await gone.stop();
    await expect(deliver({ url: gone.url })).rejects.toMatchObject({
      name: 'DeliveryError',
      message: 'Destination app could not be reached',
    });
  });

  it('is a failure that may pass when the connection breaks', async () => {
    receiver.answer = (response) => response.socket?.destroy();
    await expect(deliver()).rejects.toMatchObject({ name: 'DeliveryError' });
  });
});
