import { request as httpRequest } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRecorder, createTestFunction } from '../lambda/function-fixture.ts';
import type { InvocationOutcome, InvokeFunction } from '../lambda/invocation.ts';
import type { ApiSettings, Route } from './api-settings.ts';
import { startApi } from './start-api.ts';

// A busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const route: Route = {
  resourceId: 'abc123',
  resourcePath: '/webhooks/{source}',
  method: 'ANY',
  functionName: 'intake',
  alias: 'live',
  timeoutMs: 29_000,
};

async function start(invoke: InvokeFunction, settings: Partial<ApiSettings> = {}) {
  const recorder = createRecorder();
  const api = await startApi({
    settings: {
      apiId: 'a1b2c3d4e5',
      apiName: 'spillway-dev',
      accountId: '000000000000',
      stage: 'dev',
      binaryMediaTypes: ['*/*'],
      routes: [route],
      gatewayResponses: {},
      ...settings,
    },
    invoke: () => invoke,
    authorizeToken: async () => ({ kind: 'refused', isExpired: false }),
    observer: recorder.observer,
    port: 0,
  });
  stops.push(() => api.stop());
  return { ...api, ...recorder };
}

function answering(answer: unknown): InvokeFunction {
  return async () => ({ kind: 'success', payload: JSON.stringify(answer) });
}

/** Answers each request with the event that the function was called with. */
const echo: InvokeFunction = async ({ payload, traceHeader }) => ({
  kind: 'success',
  payload: JSON.stringify({
    statusCode: 200,
    headers: { 'x-trace': traceHeader },
    body: payload,
  }),
});

async function echoed(url: string, init?: RequestInit): Promise<APIGatewayProxyEvent> {
  return JSON.parse(await (await fetch(url, init)).text());
}

describe('the proxy event', () => {
  it('is the same with a slash at the end of the path, for a resource of its own too', async () => {
    const own: Route = { ...route, resourceId: 'own', resourcePath: '/webhooks/limited' };
    const { endpoint } = await start(echo, { routes: [route, own] });
    const any = await echoed(`${endpoint}/webhooks/github/`);
    expect(any.pathParameters).toEqual({ source: 'github' });
    const event = await echoed(`${endpoint}/webhooks/limited/`);
    expect(event.resource).toBe('/webhooks/limited');
    expect(event.pathParameters).toBeNull();
  });

  it('has the path without the stage, and the parameter as it was sent', async () => {
    const { endpoint } = await start(echo);
    const event = await echoed(`${endpoint}/webhooks/git%20hub?a=1&a=2&b=x%20y`);
    expect(event).toMatchObject({
      resource: '/webhooks/{source}',
      path: '/webhooks/git%20hub',
      httpMethod: 'GET',
      pathParameters: { source: 'git%20hub' },
      queryStringParameters: { a: '2', b: 'x y' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: ['x y'] },
      requestContext: {
        path: '/dev/webhooks/git%20hub',
        stage: 'dev',
        resourcePath: '/webhooks/{source}',
        httpMethod: 'GET',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        identity: { sourceIp: '127.0.0.1' },
        requestTimeEpoch: expect.any(Number),
      },
    });
  });

  it('takes names that every object has for names like any other', async () => {
    const { endpoint } = await start(echo);
    const event = await new Promise<APIGatewayProxyEvent>((resolve) => {
      const headers = Object.fromEntries(
        ['constructor', '__proto__', 'toString'].map((name) => [name, name]),
      );
      const url = `${endpoint}/webhooks/github?constructor=1&__proto__=2&toString=3&toString=4`;
      httpRequest(url, { headers }, async (response) => {
        resolve(JSON.parse((await response.toArray()).join('')));
      }).end();
    });
    const query = Object.entries(event.multiValueQueryStringParameters ?? {});
    expect(query).toEqual([
      ['constructor', ['1']],
      ['__proto__', ['2']],
      ['toString', ['3', '4']],
    ]);
    const headers = new Map(Object.entries(event.multiValueHeaders));
    expect(headers.get('__proto__')).toEqual(['__proto__']);
    expect(headers.get('constructor')).toEqual(['constructor']);
  });

  it('carries the exact bytes of the body as base64', async () => {
    const { endpoint } = await start(echo);
    const body = Buffer.from([0, 255, 13, 10, 0xef, 0xbb, 0xbf, 128]);
    const event = await echoed(`${endpoint}/webhooks/github`, { method: 'POST', body });
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body ?? '', 'base64')).toEqual(body);
  });

  it('has a null body when nothing was sent', async () => {
    const { endpoint } = await start(echo);
    const event = await echoed(`${endpoint}/webhooks/github`, { method: 'POST' });
    expect(event).toMatchObject({
      body: null,
      isBase64Encoded: false,
      queryStringParameters: null,
    });
  });

  it('carries text where the API declares no binary type', async () => {
    const { endpoint } = await start(echo, { binaryMediaTypes: ['image/png'] });
    const event = await echoed(`${endpoint}/webhooks/github`, { method: 'POST', body: 'é' });
    expect(event).toMatchObject({ body: 'é', isBase64Encoded: false });
  });

  it('keeps the case of header names and every value, and adds the gateway’s own', async () => {
    const { endpoint } = await start(echo);
    const event = await new Promise<APIGatewayProxyEvent>((resolve) => {
      const headers = { 'X-GitHub-Event': 'push', 'x-MiXed': ['one', 'two'] };
      httpRequest(`${endpoint}/webhooks/github`, { headers }, async (response) => {
        resolve(JSON.parse((await response.toArray()).join('')));
      }).end();
    });
    expect(event.headers).toMatchObject({
      'X-GitHub-Event': 'push',
      'x-MiXed': 'two',
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Proto': 'https',
    });
    expect(event.multiValueHeaders).toMatchObject({ 'x-MiXed': ['one', 'two'] });
  });
});

describe('a trace', () => {
  it('is begun when the caller brings none', async () => {
    const { endpoint } = await start(echo);
    const response = await fetch(`${endpoint}/webhooks/github`);
    const event: APIGatewayProxyEvent = JSON.parse(await response.text());
    expect(event.headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(response.headers.get('x-trace')).toContain(event.headers['X-Amzn-Trace-Id']);
    expect(response.headers.get('x-trace')).toMatch(/;Parent=[0-9a-f]{16};Sampled=[01]$/);
  });

  it('is continued when the caller brings one', async () => {
    const { endpoint } = await start(echo);
    const header = 'Root=1-00000000-000000000000000000000001;Sampled=0';
    const response = await fetch(`${endpoint}/webhooks/github`, {
      headers: { 'x-amzn-trace-id': header },
    });
    expect(response.headers.get('x-trace')).toMatch(
      /^Root=1-00000000-000000000000000000000001;Parent=[0-9a-f]{16};Sampled=0$/,
    );
  });
});

describe('the answer', () => {
  it('is the function’s, headers that the gateway owns renamed', async () => {
    const { endpoint } = await start(
      answering({
        statusCode: 202,
        headers: { 'Content-Type': 'text/plain', Server: 'mine', 'x-count': 3 },
        multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
        body: Buffer.from([1, 2, 255]).toString('base64'),
        isBase64Encoded: true,
      }),
    );
    const response = await fetch(`${endpoint}/webhooks/github`);
    expect(response.status).toBe(202);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([1, 2, 255]));
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('x-amzn-remapped-server')).toBe('mine');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['text', 'done'],
    ['nothing', null],
    ['an object without a status', { body: '' }],
    ['a body that is an object', { statusCode: 200, body: {} }],
    ['an unknown key', { statusCode: 200, status: 200 }],
    ['an impossible status', { statusCode: 99 }],
  ])('is 502 when the function returns %s', async (_, answer) => {
    const { endpoint } = await start(answering(answer));
    const response = await fetch(`${endpoint}/webhooks/github`);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ message: 'Internal server error' });
  });

  const error = { errorType: 'Error', errorMessage: 'secret detail', trace: [] };
  it.each<[InvocationOutcome, number]>([
    [{ kind: 'error', error }, 502],
    [{ kind: 'timeout', error }, 502],
    [{ kind: 'crash', error }, 502],
    [{ kind: 'throttled' }, 500],
    [{ kind: 'denied' }, 500],
    [{ kind: 'request-too-large' }, 413],
  ])('hides what happened for %j behind a %i', async (outcome, status) => {
    const { endpoint } = await start(async () => outcome);
    const response = await fetch(`${endpoint}/webhooks/github`);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('secret detail');
  });

  it('is 504 when the function takes longer than the integration may', async () => {
    const { endpoint } = await start(() => new Promise(() => undefined), {
      routes: [{ ...route, timeoutMs: 50 }],
    });
    const response = await fetch(`${endpoint}/webhooks/github`);
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({ message: 'Endpoint request timed out' });
  });
});

describe('a refusal by the gateway', () => {
  const accepted = answering({ statusCode: 202 });

  it.each([
    ['/dev/webhooks', 403, 'Missing Authentication Token'],
    ['/dev/webhooks/', 403, 'Missing Authentication Token'],
    ['/dev/webhooks/github/more', 403, 'Missing Authentication Token'],
    ['/dev', 403, 'Missing Authentication Token'],
    ['/prod/webhooks/github', 403, 'Forbidden'],
    ['/webhooks/github', 403, 'Forbidden'],
  ])('for %s is %i, as API Gateway answers by itself', async (path, status, message) => {
    const { endpoint } = await start(accepted);
    const response = await fetch(new URL(path, endpoint));
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message });
  });

  it('is for a method that is not declared', async () => {
    const { endpoint } = await start(accepted, { routes: [{ ...route, method: 'POST' }] });
    expect((await fetch(`${endpoint}/webhooks/github`)).status).toBe(403);
    expect((await fetch(`${endpoint}/webhooks/github`, { method: 'POST' })).status).toBe(202);
  });

  it('is 413 above 10 MB, and the function is not called', async () => {
    let calls = 0;
    const { endpoint } = await start((request) => {
      calls++;
      return accepted(request);
    });
    const send = (bytes: number) =>
      fetch(`${endpoint}/webhooks/github`, { method: 'POST', body: Buffer.alloc(bytes) });
    expect((await send(10_485_761)).status).toBe(413);
    expect(calls).toBe(0);
    expect((await send(10_485_760)).status).toBe(202);
  });

  it('is 413 above what Lambda takes, long before 10 MB', async () => {
    const { lambda, stop } = createTestFunction(
      'export const handler = async () => ({ statusCode: 202 });',
    );
    stops.push(stop);
    const { endpoint } = await start((request) => lambda.invoke(request));
    const send = (bytes: number) =>
      fetch(`${endpoint}/webhooks/github`, { method: 'POST', body: Buffer.alloc(bytes) });
    expect((await send(4_800_000)).status).toBe(413);
    expect((await send(4_600_000)).status).toBe(202);
  });

  it('is 429 beyond the stage’s burst', async () => {
    const { endpoint } = await start(accepted, { throttle: { ratePerSecond: 0.001, burst: 2 } });
    const statuses = [];
    for (let sent = 0; sent < 3; sent++) {
      statuses.push((await fetch(`${endpoint}/webhooks/github`)).status);
    }
    expect(statuses).toEqual([202, 202, 429]);
  });

  it('counts against a method’s own limit in place of the stage’s, and only for that method', async () => {
    const limited: Route = {
      ...route,
      throttles: { POST: { ratePerSecond: 0.001, burst: 1 } },
    };
    const { endpoint } = await start(accepted, {
      routes: [limited],
      throttle: { ratePerSecond: 0.001, burst: 2 },
    });
    const statuses = [];
    for (const method of ['POST', 'POST', 'GET', 'GET', 'GET']) {
      statuses.push((await fetch(`${endpoint}/webhooks/github`, { method })).status);
    }
    expect(statuses).toEqual([202, 429, 202, 202, 429]);
  });
});

describe('a gateway response of the template', () => {
  it('is told of where it changes the status, since AWS counts such a one as a client error', async () => {
    const { endpoint, events } = await start(answering('malformed'), {
      gatewayResponses: {
        MISSING_AUTHENTICATION_TOKEN: { status: 403, headers: {} },
        DEFAULT_5XX: { status: 503, headers: {} },
      },
    });
    await fetch(`${endpoint}/nowhere`);
    await fetch(`${endpoint}/webhooks/github`);
    expect(events).toMatchObject([
      { status: 403, isStatusModified: false },
      { status: 503, isStatusModified: true },
    ]);
  });

  it('shapes status, headers and body, by type or by class', async () => {
    const { endpoint } = await start(answering('malformed'), {
      gatewayResponses: {
        MISSING_AUTHENTICATION_TOKEN: {
          status: 404,
          headers: { 'Content-Type': 'application/problem+json' },
          template: '{"title":"Not Found","trackingId":"$context.requestId"}',
        },
        DEFAULT_5XX: { status: 503, headers: { 'Retry-After': '10' } },
      },
    });
    const unknown = await fetch(`${endpoint}/nowhere`);
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toBe('application/problem+json');
    expect(await unknown.json()).toEqual({
      title: 'Not Found',
      trackingId: unknown.headers.get('x-amzn-requestid'),
    });
    const failed = await fetch(`${endpoint}/webhooks/github`);
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).toBe('10');
  });
});

describe('the access log', () => {
  it('fills the template’s format, with a dash for what is unknown', async () => {
    const { endpoint, lines, events } = await start(answering({ statusCode: 202, body: 'four' }), {
      accessLog: {
        logGroup: '/aws/apigateway/spillway-dev',
        format:
          '{"status":"$context.status","length":"$context.responseLength","path":"$context.path","error":"$context.error.responseType","ip":"$context.identity.sourceIp","agent":"$context.identity.user"}',
      },
    });
    await fetch(`${endpoint}/webhooks/github`);
    await fetch(`${endpoint}/nowhere`);
    expect(lines.map((line) => JSON.parse(line.message))).toEqual([
      {
        status: '202',
        length: '4',
        path: '/dev/webhooks/github',
        error: '-',
        ip: '127.0.0.1',
        agent: '-',
      },
      {
        status: '403',
        length: '42',
        path: '/dev/nowhere',
        error: 'MISSING_AUTHENTICATION_TOKEN',
        ip: '127.0.0.1',
        agent: '-',
      },
    ]);
    expect(events).toEqual([
      expect.objectContaining({ status: 202, resource: '/webhooks/{source}' }),
      expect.not.objectContaining({ resource: expect.anything() }),
    ]);
  });
});
