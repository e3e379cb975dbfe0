import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../errors.ts';
import { createSendRequest } from './send-request.ts';

let server: Server;
let sockets: Socket[];
let requests: number;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  sockets = [];
  requests = 0;
  answer = (response) => response.writeHead(204).end();
  server = createServer((_, response) => {
    requests++;
    answer(response);
  });
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

const sendRequest = createSendRequest();
const send = (by = sendRequest, host = '127.0.0.1', allowPrivateAddress = true) =>
  by({
    destination: 'app',
    url: `http://${host}:${(server.address() as AddressInfo).port}/hook`,
    method: 'POST',
    headers: {},
    body: Buffer.from('{}'),
    timeoutSeconds: 5,
    allowPrivateAddress,
  });

/** Opens this many connections that are kept. */
async function keep(count: number): Promise<void> {
  const waiting: ServerResponse[] = [];
  answer = (response) => {
    waiting.push(response);
    if (waiting.length < count) return;
    for (const one of waiting) one.writeHead(204).end();
  };
  await Promise.all(Array.from({ length: count }, () => send()));
  expect(sockets).toHaveLength(count);
  requests = 0;
  answer = (response) => response.writeHead(204).end();
}

describe('a kept connection', () => {
  it('is used again', async () => {
    await keep(1);
    await send();
    expect(sockets).toHaveLength(1);
  });

  it('that is dead, as all others are, is made good by a new one', async () => {
    await keep(3);
    const dead = new Set(sockets);
    answer = (response) => {
      if (response.socket && dead.has(response.socket)) response.socket.resetAndDestroy();
      else response.writeHead(204).end();
    };
    expect(await send()).toMatchObject({ status: 204 });
    expect(sockets).toHaveLength(4);
    expect(requests).toBe(2);
  });

  it('that breaks after a while is no dead one: the destination may have had the webhook', async () => {
    await keep(1);
    answer = (response) => setTimeout(() => response.socket?.resetAndDestroy(), 1_100);
    await expect(send()).rejects.toBeInstanceOf(DeliveryError);
    expect(requests).toBe(1);
  });
});

it('the new connection that makes good a dead one is looked up as carefully', async () => {
  const names: string[] = [];
  const guarded = createSendRequest((name, { all }, done) => {
    names.push(name);
    done(null, all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4);
  });
  await send(guarded, 'app.example.com', false);
  answer = (response) => {
    if (response.socket === sockets[0]) response.socket?.resetAndDestroy();
    else response.writeHead(204).end();
  };
  await send(guarded, 'app.example.com', false);
  expect(names).toEqual(['app.example.com', 'app.example.com']);
});

it('a new connection that breaks is not tried again at once', async () => {
  answer = (response) => response.socket?.resetAndDestroy();
  await expect(send()).rejects.toBeInstanceOf(DeliveryError);
  expect(requests).toBe(1);
});

it.each([
  'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\n\r\n',
])('an answer that nobody asked for is an answer: %j', async (text) => {
  answer = (response) => response.socket?.write(text);
  expect(await send()).toMatchObject({ status: 101 });
});
