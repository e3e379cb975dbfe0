import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRequest } from '../../service/webhook/request.ts';
import { senders } from '../../service/webhook/senders.ts';
import { verifySignature } from '../../service/webhook/verify-signature.ts';
import { type HttpReceiver, startHttpReceiver } from '../../test/factories/http-receiver.ts';
import { composeWebhook } from './compose.ts';
import { type SendOptions, sendMany } from './send-many.ts';
import { senderChannel } from './sender-channel.ts';

const secret = 'secret of the sender';
let api: HttpReceiver;

beforeEach(async () => {
  api = await startHttpReceiver();
  api.answer = (response) => response.writeHead(202).end();
});
afterEach(() => api.stop());

function send(
  sender: 'github' | 'zoom' | 'square' | 'discord',
  count: number,
  changes: Partial<SendOptions> = {},
) {
  const source = { name: sender, row: senders[sender] };
  const channel = senderChannel(sender, source, { secret }, `${api.url}/dev`);
  return sendMany({
    ...{ channel, count, ratePerSecond: 50, now: Date.now },
    composed: composeWebhook(channel, {}),
    signal: new AbortController().signal,
    sleep: () => Promise.resolve(),
    onProgress: () => undefined,
    ...changes,
  });
}

describe('many webhooks', () => {
  it('are each signed and with an id of its own', async () => {
    const sent = await send('github', 7);
    expect(sent).toMatchObject({ accepted: 7, answers: { 202: 7 } });
    expect(new Set(sent.ids).size).toBe(7);
    expect(api.requests.map(({ headers }) => headers['x-github-delivery']).toSorted()).toEqual(
      sent.ids.toSorted(),
    );
    const [{ path, headers, body } = { path: '', headers: {}, body: Buffer.of() }] = api.requests;
    expect(path).toBe('/dev/webhooks/github');
    const secrets = [{ slot: 'current', value: secret }];
    const request = createRequest({ headers, body });
    expect(verifySignature(senders.github, request, secrets, { now: Date.now() })).toMatchObject({
      kind: 'verified',
    });
  });

  it('have different bodies where the sender gives no id', async () => {
    const { ids } = await send('zoom', 3);
    expect(new Set(api.requests.map(({ body }) => body.toString())).size).toBe(3);
    expect(new Set(ids).size).toBe(3);
  });

  it('keep to the rate', async () => {
    let time = 0;
    const sleep = async (milliseconds: number) => {
      time += milliseconds;
    };
    await send('github', 11, { ratePerSecond: 2, sleep, now: () => Date.now() + time });
    expect(time).toBeGreaterThan(4_000);
    expect(time).toBeLessThanOrEqual(5_000);
  });

  it('are counted by how they were answered', async () => {
    api.answer = (response) => response.writeHead(api.requests.length % 2 ? 202 : 503).end();
    expect((await send('github', 4)).answers).toEqual({ 202: 2, 503: 2 });
    const signal = AbortSignal.abort();
    expect((await send('github', 4, { signal })).answers).toEqual({});
  });

  it.each(['square', 'discord'] as const)(
    'of %s are not sent without what signs them',
    async (sender) => {
      await expect(send(sender, 2)).rejects.toThrow("can't be signed here");
      expect(api.requests).toEqual([]);
    },
  );
});
