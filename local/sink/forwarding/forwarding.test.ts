import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSendRequest } from '../../../service/processing/destinations/send-request.ts';
import { eventually } from '../../../test/factories/eventually.ts';
import { type HttpReceiver, startHttpReceiver } from '../../../test/factories/http-receiver.ts';
import { deliver, readRequests, secret, start } from '../sink-fixture.ts';
import { readForward } from './read-forward.ts';

let service: HttpReceiver;
beforeEach(async () => {
  service = await startHttpReceiver();
});
afterEach(() => service.stop());

const app = { type: 'http', url: 'https://app.example.com' } as const;

const forwardTo = (url: string, options: Parameters<typeof start>[1] = {}) =>
  start({ app, other: app }, { ...options, forward: { orders: [readForward(`app=${url}`, [])] } });

/** The newest request, as the sink tells it. */
const newest = async (sinkUrl: string, id = 'id-1') => {
  const [first] = await readRequests(`${sinkUrl}/deliveries/${id}`);
  return first;
};

describe('a forwarded delivery', () => {
  it('is the same request at the service, signed, and its answer is that of the service', async () => {
    const { sink, arrived } = await forwardTo(`${service.url}/hook?a=b`);
    service.answer = (response) =>
      response.writeHead(201, { 'x-of-mine': 'yes', 'content-type': 'text/plain' }).end('thanks');
    expect(await deliver(sink, '{"a":"é"}', { headers: { 'x-team': 'a' } })).toBe(201);
    const [{ method, path, headers, body } = expect.fail('it did not come')] = service.requests;
    expect({ method, path, body: body.toString() }).toEqual({
      ...{ method: 'POST', path: '/hook?a=b', body: '{"a":"é"}' },
    });
    expect(headers).toMatchObject({ 'x-team': 'a', host: new URL(service.url).host });
    new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(arrived).toMatchObject([{ deliveryId: 'id-1', destination: 'app' }]);
    expect(await newest(sink.url)).toMatchObject({
      ...{ url: `${service.url}/hook?a=b`, verdict: 'accepted', status: 201 },
      headers: { host: new URL(service.url).host, 'x-team': 'a' },
      body: { text: '{"a":"é"}' },
      answer: { headers: { 'x-of-mine': 'yes' }, body: { text: 'thanks' } },
    });
  });

  it.each([410, 503, 429, 302, 307, 400])(
    'is refused as the service refuses it: %d',
    async (status) => {
      const { sink, refused } = await forwardTo(`${service.url}/hook`);
      const location = { location: `${service.url}/elsewhere`, 'retry-after': '7' };
      service.answer = (response) => response.writeHead(status, location).end();
      const answer = await fetch(`${sink.url}/app`, {
        method: 'POST',
        body: 'x',
        redirect: 'manual',
      });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('retry-after')).toBe('7');
      expect(answer.headers.get('location')).toBe(location.location);
      expect(service.requests.map(({ path }) => path)).toEqual(['/hook']);
      expect(refused).toEqual([`app: ${service.url}/hook answered ${status}`]);
      expect(sink.arrivals.counts().total).toBe(0);
    },
  );

  it('leaves other destinations with the sink', async () => {
    const secretsOf = () => [secret];
    const { sink } = await forwardTo(service.url, { secretsOf });
    expect(await deliver(sink, 'x', { destination: 'other' })).toBe(204);
    expect(service.requests).toEqual([]);
  });

  it('is not judged by the sink: the service says what it thinks of a signature', async () => {
    const { sink, arrived, refused } = await forwardTo(service.url);
    expect(await deliver(sink, 'x', { signature: 'v1,AAAA' })).toBe(204);
    expect([arrived, refused]).toEqual([[], []]);
    expect(await newest(sink.url)).toMatchObject({ verdict: 'accepted', status: 204 });
  });
});

describe('a service that gives no answer', () => {
  /** Called as processing calls a destination. */
  const send = createSendRequest();
  const call = ({ url }: { readonly url: string }, timeoutSeconds = 20) =>
    send({
      ...{ destination: 'app', url: `${url}/app`, method: 'POST', timeoutSeconds },
      ...{ headers: { 'webhook-id': 'id-1' }, body: Buffer.from('x'), allowPrivateAddress: true },
    });

  it('could not be reached, and is asked once for each attempt', async () => {
    const { sink, refused } = await forwardTo(`${service.url}/hook`);
    expect((await call(sink)).status).toBe(204);
    await service.stop();
    await expect(call(sink)).rejects.toThrow('Destination app could not be reached');
    await expect(call(sink)).rejects.toThrow('Destination app could not be reached');
    const why = `${service.url}/hook could not be reached: ECONNREFUSED`;
    expect(refused).toEqual([`app: ${why}`, `app: ${why}`]);
    const requests = await readRequests(`${sink.url}/deliveries/id-1`);
    expect(requests.map(({ verdict }) => verdict)).toEqual(['refused', 'refused', 'accepted']);
    expect(requests[0]).toMatchObject({ why });
    expect(requests[0]).not.toHaveProperty('status');
  });

  it('is waited for as long as the function waits, and then left', async () => {
    const { sink, refused } = await forwardTo(service.url);
    const left = Promise.withResolvers<void>();
    service.answer = (response) => response.once('close', left.resolve);
    await expect(call(sink, 0.4)).rejects.toThrow('did not answer in 0.4 s');
    await left.promise;
    await eventually('the sink says so', () => refused.length > 0);
    expect(refused[0]).toMatch(
      /^app: http:.* did not answer in 0\.\d s, and the function waited no longer$/,
    );
  });

  it('is not blamed where the stack stops', async () => {
    const { sink, refused } = await forwardTo(service.url);
    const asked = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    service.answer = (response) => {
      response.once('close', left.resolve);
      asked.resolve();
    };
    const calling = call(sink).catch(() => undefined);
    await asked.promise;
    await sink.stop();
    await Promise.all([left.promise, calling]);
    expect(refused).toEqual([]);
  });

  it('may speak no HTTP at all', async () => {
    const { sink, refused } = await forwardTo(service.url);
    service.answer = (response) => response.socket?.end('not HTTP\r\n\r\n');
    await expect(call(sink)).rejects.toThrow('Destination app could not be reached');
    expect(refused).toEqual([expect.stringContaining('could not be reached: HPE_')]);
  });

  it.each([
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    'HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n',
  ])('is refused where nobody can hand its answer on: %j', async (answer) => {
    const { sink } = await forwardTo(service.url);
    service.answer = (response) => response.socket?.end(answer);
    await expect(call(sink)).rejects.toThrow('Destination app could not be reached');
    expect(await newest(sink.url)).toMatchObject({ verdict: 'refused' });
    service.answer = (response) => response.writeHead(204).end();
    expect((await call(sink)).status).toBe(204);
  });

  it('breaks off here as there', async () => {
    const { sink, refused } = await forwardTo(service.url);
    service.answer = (response) => response.socket?.resetAndDestroy();
    await expect(call(sink)).rejects.toThrow('Destination app could not be reached');
    expect(refused).toEqual([expect.stringContaining('could not be reached: ECONNRESET')]);
  });

  it('has taken it where only the body of its answer breaks off', async () => {
    const { sink, arrived } = await forwardTo(service.url);
    service.answer = (response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.socket?.destroy());
    };
    expect((await call(sink)).status).toBe(200);
    expect(await newest(sink.url)).toMatchObject({ verdict: 'accepted', status: 200 });
    // Nobody signed it.
    expect(arrived).toEqual([]);
  });

  it('is not called while a fault has its destination down', async () => {
    const faults = () => [{ name: 'destination-down', share: 1, since: 0 }] as never;
    const { sink } = await forwardTo(service.url, { faults });
    expect((await call(sink)).status).toBe(503);
    expect(service.requests).toEqual([]);
    expect(await newest(sink.url)).toMatchObject({ verdict: 'refused', why: 'a fault that is on' });
  });
});

/** Where nothing listens on 127.0.0.1: the system gives out the ports of each address apart. */
async function listenOnIpv6(server: Server): Promise<number | undefined> {
  for (let attempt = 0; attempt < 10; attempt++) {
    server.listen(0, '::1');
    if (!(await once(server, 'listening').catch(() => undefined))) return undefined;
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const isTaken = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!isTaken) return port;
    await new Promise((closed) => server.close(closed));
  }
  throw new Error('Each port of ::1 is taken on 127.0.0.1');
}

it('finds a service that listens on ::1 alone as localhost', async ({ skip }) => {
  const server = createServer((_, response) => response.writeHead(202).end());
  const port = await listenOnIpv6(server);
  skip(port === undefined, 'this machine has no IPv6');
  for (const host of ['localhost', 'app.localhost', '[::1]']) {
    const { sink } = await forwardTo(`http://${host}:${port}/`);
    expect(await deliver(sink, 'x')).toBe(202);
  }
  server.close();
});
