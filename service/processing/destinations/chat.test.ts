import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDelivery } from '../../../test/factories/delivery.ts';
import { type HttpReceiver, startHttpReceiver } from '../../../test/factories/http-receiver.ts';
import { DeliveryError } from '../../errors.ts';
import { type ChatConfig, type ChatService, createChatDestination } from './chat.ts';
import { discord } from './discord.ts';
import { createSendRequest } from './send-request.ts';
import { slack } from './slack.ts';

let receiver: HttpReceiver;
beforeAll(async () => {
  receiver = await startHttpReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.requests.length = 0;
  receiver.answer = (response) => response.writeHead(200).end('ok');
});

const sendRequest = createSendRequest();
const post = (service: ChatService, config: Partial<ChatConfig> = {}, delivery = aDelivery()) =>
  createChatDestination('team', { timeoutSeconds: 5, ...config }, service, {
    sendRequest,
    readSecrets: async () => [],
    url: `${receiver.url}/secret-path`,
    allowPrivateAddress: true,
  })(delivery);
const posted = () => JSON.parse(String(receiver.requests[0]?.body));

const text = 'push from github, received 2026-11-23T12:00:00.000Z, delivery d-1';

describe('Slack', () => {
  it('gets a line of text, which can not call a channel', async () => {
    await post(slack);
    expect(posted()).toEqual({ text });
    receiver.requests.length = 0;
    await post(slack, {}, aDelivery({ type: '<!channel>' }));
    expect(posted().text).toContain('&lt;!channel&gt;');
  });

  it('gets the message that the configuration makes of the body', async () => {
    const message = ({ json }: { json: unknown }) => ({ text: `pushed ${Object(json).ref}` });
    await post(slack, { message });
    expect(posted()).toEqual({ text: 'pushed refs/heads/main' });
  });

  it('is waited for when it had enough', async () => {
    receiver.answer = (response) => response.writeHead(429, { 'retry-after': '30' }).end();
    await expect(post(slack)).rejects.toMatchObject({ retryAfterSeconds: 30 });
  });

  it('refuses for good when the channel is archived', async () => {
    receiver.answer = (response) => response.writeHead(410).end('channel_is_archived');
    await expect(post(slack)).rejects.toMatchObject({ name: 'PermanentError' });
  });
});

describe('Discord', () => {
  it('gets a line of text, which can not call everyone', async () => {
    receiver.answer = (response) => response.writeHead(204).end();
    await post(discord);
    expect(posted()).toEqual({ content: text, allowed_mentions: { parse: [] } });
  });

  it('gets no more than the 2000 characters that it takes', async () => {
    await post(discord, {}, aDelivery({ type: 'x'.repeat(3_000) }));
    expect(posted().content).toHaveLength(2_000);
  });

  it('is waited for as long as its answer says, to the next second', async () => {
    receiver.answer = (response) => {
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end('{"message":"You are being rate limited.","retry_after":64.57,"global":false}');
    };
    await expect(post(discord)).rejects.toMatchObject({ retryAfterSeconds: 65 });
  });
});

describe('the URL of a channel', () => {
  const withSecrets = (value: string) =>
    createChatDestination('team', { timeoutSeconds: 5 }, slack, {
      sendRequest,
      readSecrets: async () => [{ slot: 'url', value }],
      url: '',
      allowPrivateAddress: false,
    })(aDelivery());

  it('is a secret, which no error shows', async () => {
    const delivering = withSecrets('http://hooks.example.com/T0/B0/XXXX');
    await expect(delivering).rejects.toThrow(
      'The secret of destination team has no https: URL in its slot url',
    );
    await expect(delivering).rejects.not.toThrow(/XXXX/);
    // It does not count against the channel, which was never asked.
    await expect(delivering).rejects.not.toBeInstanceOf(DeliveryError);
  });

  it('must not lead into a private network', async () => {
    await expect(withSecrets('https://10.0.0.1/T0/B0/XXXX')).rejects.toMatchObject({
      reason: 'address-forbidden',
    });
  });
});
