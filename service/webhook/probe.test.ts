import { describe, expect, it } from 'vitest';
import { answerProbe } from './probe.ts';
import { createRequest } from './request.ts';
import type { Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';

const answered = { kind: 'answered', status: 200, headers: {}, body: '' };
const ask = (name: SenderName, ...parts: Parameters<typeof createRequest>) =>
  answerProbe(senders[name] as Sender, createRequest(...parts));

function form(body: string, change: object = {}) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { headers, body: Buffer.from(body), ...change };
}

describe('a probe', () => {
  it('of Intercom is any HEAD', () => {
    expect(ask('intercom', { method: 'HEAD', body: Buffer.of() })).toEqual({
      ...answered,
      handshake: 'HEAD',
    });
  });

  it.each(['ssl_check=1&token=abc', 'token=abc&ssl_check=1', 'ssl_check=1', 'ssl%5fcheck=1'])(
    'of Slack is the form %s',
    (body) => {
      expect(ask('slack', form(body))).toEqual({ ...answered, handshake: 'ssl_check' });
    },
  );

  it('is none of another sender', () => {
    const asking = (Object.keys(senders) as SenderName[]).filter(
      (name) =>
        ask(name, { method: 'HEAD', body: Buffer.of() }) ?? ask(name, form('ssl_check=1&token=a')),
    );
    expect(asking.toSorted()).toEqual(['intercom', 'slack']);
  });

  it.each([
    ['beside a command', form('ssl_check=1&token=a&command=%2Fdeploy')],
    ['before a command', form('command=%2Fdeploy&ssl_check=1')],
    ['beside an event', form('ssl_check=1&payload=%7B%7D')],
    ['twice', form('ssl_check=1&ssl_check=1')],
    ['with two tokens', form('ssl_check=1&token=a&token=b')],
    ['with another value', form('ssl_check=0&token=a')],
    ['with no value', form('ssl_check&token=a')],
    ['in capital letters', form('SSL_CHECK=1')],
    ['in 1 KB', form(`ssl_check=1&token=${'a'.repeat(1_006)}`)],
    ['in JSON', form('{"ssl_check":1}')],
    ['in no form', form('ssl_check=1', { headers: { 'content-type': 'text/plain' } })],
    ['by GET', form('ssl_check=1', { method: 'GET' })],
    ['as a parameter only', form('', { query: { ssl_check: '1' } })],
    ['among names of every object', form('ssl_check=1&constructor=1')],
    ['nowhere', form('')],
  ])('of Slack is none with ssl_check %s: that has to be signed', (_, request) => {
    expect(ask('slack', request)).toBeUndefined();
  });

  it('of Slack may have as much as 1,023 bytes', () => {
    expect(ask('slack', form(`ssl_check=1&token=${'a'.repeat(1_005)}`))).toMatchObject(answered);
  });
});
