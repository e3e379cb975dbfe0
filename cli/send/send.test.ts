import { afterEach, describe, expect, it } from 'vitest';
import { createRequest } from '../../service/webhook/request.ts';
import { senders } from '../../service/webhook/senders.ts';
import { verifySignature } from '../../service/webhook/verify-signature.ts';
import { type HttpReceiver, startHttpReceiver } from '../../test/factories/http-receiver.ts';
import { type StackFixture, startStackFixture } from '../fault/stack-fixture.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(): Promise<{ api: HttpReceiver; stack: StackFixture }> {
  const api = await startHttpReceiver();
  api.answer = (response) => response.writeHead(202).end();
  const stack = await startStackFixture({
    endpoint: `${api.url}/dev`,
    sources: {
      github: { sender: 'github', secret: 'secret of GitHub' },
      zoom: { sender: 'zoom', secret: 'secret of Zoom' },
      discord: { sender: 'discord', secret: 'aa' },
    },
  });
  stops.push(stack.stop, api.stop);
  return { api, stack };
}

describe('spillway send', () => {
  it('sends to the first source as many as are asked for, each signed and with an id of its own', async () => {
    const { api, stack } = await start();
    const sent = JSON.parse(await stack.run(['send', '--count', '7', '--json']));
    expect(sent).toMatchObject({ source: 'github', accepted: 7, answers: { 202: 7 } });
    expect(new Set(sent.ids).size).toBe(7);
    expect(api.requests.map(({ headers }) => headers['x-github-delivery']).toSorted()).toEqual(
      sent.ids.toSorted(),
    );
    const [{ path, headers, body } = { path: '', headers: {}, body: Buffer.of() }] = api.requests;
    expect(path).toBe('/dev/webhooks/github');
    const request = createRequest({ headers, body });
    const secrets = [{ slot: 'current', value: 'secret of GitHub' }];
    expect(verifySignature(senders.github, request, secrets, { now: Date.now() })).toMatchObject({
      kind: 'verified',
    });
  });

  it('sends different bodies where the sender gives no id', async () => {
    const { api, stack } = await start();
    await stack.run(['send', '--count', '3', '--source', 'zoom']);
    expect(new Set(api.requests.map(({ body }) => body.toString())).size).toBe(3);
  });

  it('keeps to the rate', async () => {
    const { stack } = await start();
    let time = 0;
    const sleep = async (milliseconds: number) => {
      time += milliseconds;
    };
    const now = () => Date.now() + time;
    await stack.run(['send', '--count', '11', '--rate', '2'], { sleep, now });
    expect(time).toBeGreaterThan(4_000);
    expect(time).toBeLessThanOrEqual(5_000);
  });

  it('fails where not all are accepted, and says how they were answered', async () => {
    const { api, stack } = await start();
    api.answer = (response) => response.writeHead(api.requests.length % 2 ? 202 : 503).end();
    await expect(stack.run(['send', '--count', '4'])).rejects.toMatchObject({
      message: expect.stringContaining('2 × 503'),
      exitCode: 3,
    });
    await api.stop();
    stops.pop();
    await expect(stack.run(['send'])).rejects.toMatchObject({
      message: expect.stringContaining('1 × unreachable'),
      exitCode: 1,
    });
  });

  it.each([
    ['send --source gitlab', 'There is no source gitlab. There are: github, zoom, discord.'],
    ['send --source discord --count 2', "can't be signed here"],
    ['send --stage prod', 'embedded stack only'],
    ['send --count 0', 'a number above 0'],
    ['send --count 1.5', 'a whole number above 0'],
  ])('refuses `%s`', async (command, message) => {
    const { api, stack } = await start();
    await expect(stack.run(command.split(' '))).rejects.toThrow(message);
    expect(api.requests).toEqual([]);
  });
});
