import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import {
  githubHeaders,
  githubSecret,
  githubSignature,
  githubWebhook,
} from '../../test/factories/github-webhook.ts';
import { linesTo } from '../../test/factories/line.ts';
import type { SourceConfig } from '../webhook/configuration.ts';
import { parseEnvelope } from '../webhook/envelope.ts';
import { createIngestion } from './ingestion.ts';
import { createReceiveWebhook } from './receive-webhook.ts';

const body = Buffer.from('{"constructor":{"__proto__":1},"toString":2,"__proto__":{"type":"x"}}');
const secrets = [{ slot: 'current', value: githubSecret }];

/** The answer, and the source of the stored webhook. */
async function receive(event: APIGatewayProxyEvent, further: Record<string, SourceConfig> = {}) {
  const stored: string[] = [];
  const receiveWebhook = createReceiveWebhook({
    sources: { github: { sender: 'github' }, ...further },
    readSecrets: async () => secrets,
    refreshSecrets: async () => secrets,
    sendMessage: async (message) => void stored.push(parseEnvelope(message).source),
    messageLimitBytes: 262_144,
    storeBody: () => Promise.reject(new Error('not expected')),
    now: () => Date.parse('2026-11-23T12:00:00.000Z'),
  });
  const { statusCode } = await createIngestion({
    receiveWebhook,
    openLine: linesTo(),
    tracing: { annotate: () => {} },
    traceHeader: () => undefined,
  })(event);
  return { statusCode, stored };
}

const accepted = (source = 'github') => ({ statusCode: 202, stored: [source] });

/** As in API Gateway's JSON: own properties, whatever their names. */
const oddNames = JSON.parse(
  '{"constructor":["a"],"toString":["b"],"__proto__":["c"],"hasOwnProperty":["d"]}',
);

describe('names that every object has', () => {
  it.each(['multiValueHeaders', 'multiValueQueryStringParameters'] as const)(
    'are names like any other in %s',
    async (field) => {
      const event = githubWebhook({ body });
      const given = { ...event, [field]: { ...event[field], ...oddNames } };
      expect(await receive(given)).toEqual(accepted());
      expect((await receive({ ...given, body: null })).statusCode).toBe(401);
    },
  );

  it.each(['constructor', 'valueof'])('may be that of a source: %s', async (source) => {
    const event = githubWebhook({ body, source });
    expect(await receive(event, { [source]: { sender: 'github' } })).toEqual(accepted(source));
    expect((await receive(event)).statusCode).toBe(404);
  });

  it.each(['__proto__', 'toString', 'hasOwnProperty'])('are no source: %s', async (source) => {
    expect((await receive(githubWebhook({ body, source }))).statusCode).toBe(404);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'are what a custom sender of its own may be verified and identified by: %s',
    async (header) => {
      const name = header.toLowerCase();
      const custom = {
        schemes: [
          {
            method: 'hmac-sha256',
            header: name,
            encoding: 'hex',
            prefix: 'sha256=',
            signs: ['body'],
            key: { encoding: 'text' },
          },
        ],
        deliveryId: [{ json: [header, '__proto__'] }, 'body-hash'],
        eventType: [{ json: [header, 'type'] }, { fixed: 'event' }],
      } as const;
      const event = githubWebhook({ body, source: 'own' });
      const own = { own: { sender: 'custom', custom } } as const;
      expect((await receive(event, own)).statusCode).toBe(401);
      const multiValueHeaders = JSON.parse(`{"${header}":["${githubSignature(body)}"]}`);
      expect(await receive({ ...event, multiValueHeaders }, own)).toEqual(accepted('own'));
    },
  );
});

describe('a source under another spelling of its path', () => {
  it.each([
    ['percent-encoded', '/webhooks/%67ithub', { source: 'github' }],
    ['behind an encoded slash', '/webhooks/other%2Fgithub', { source: 'other/github' }],
  ])('is unknown: %s', async (_, path, pathParameters) => {
    const event = githubWebhook({ body });
    const answer = await receive({ ...event, path, pathParameters });
    expect(answer.statusCode).toBe(404);
  });
});

describe('a slash at the end of the path', () => {
  const event = githubWebhook({ body });

  it.each([
    ['the parameter as the gateway gives it', '/webhooks/github/', { source: 'github' }],
    ['the slash in the parameter', '/webhooks/github/', { source: 'github/' }],
    ['a source with a limit, whose resource has no parameters', '/webhooks/github/', null],
    ['no slash, and no parameters', '/webhooks/github', null],
  ])('is as none: %s', async (_, path, pathParameters) => {
    expect(await receive({ ...event, path, pathParameters })).toEqual(accepted());
  });

  it('makes no source of nothing', async () => {
    for (const path of ['/webhooks/', '/', '', '//']) {
      expect((await receive({ ...event, path, pathParameters: null })).statusCode).toBe(404);
    }
  });
});

it('takes a header that came in two lines, of which one is the signature', async () => {
  const event = githubWebhook({ body });
  const other = `sha256=${'0'.repeat(64)}`;
  for (const lines of [
    [other, githubSignature(body)],
    [githubSignature(body), other],
  ]) {
    const headers = Object.entries(githubHeaders(body)).map(([name, value]) => [name, [value]]);
    const multiValueHeaders = {
      ...Object.fromEntries(headers),
      'X-Hub-Signature-256': lines,
    };
    expect(await receive({ ...event, multiValueHeaders })).toEqual(accepted());
  }
});
