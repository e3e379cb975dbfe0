import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
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
      region: 'us-east-1',
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

/** Sends what `fetch` would not, and gives the event. */
async function echoedRaw(
  url: string,
  options: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<APIGatewayProxyEvent> {
  const { promise, resolve, reject } = Promise.withResolvers<APIGatewayProxyEvent>();
  httpRequest(url, options, async (response) => {
    resolve(JSON.parse((await response.toArray()).join('')));
  })
    .on('error', reject)
    .end();
  return promise;
}

/** Sends a request line and headers byte by byte as they are given. */
async function sendText(method: string, url: string, lines: readonly string[] = []) {
  const [, host = '', path = ''] = /^http:\/\/([^/]+)(.*)$/.exec(url) ?? [];
  const { hostname, port } = new URL(`http://${host}`);
  const socket = connect(Number(port), hostname);
  const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return (await socket.toArray()).join('');
}

/** The event of such a request. What Node answers before it, a 100, is passed over. */
async function echoedLines(url: string, lines: readonly string[]): Promise<APIGatewayProxyEvent> {
  return JSON.parse((await sendText('GET', url, lines)).split('\r\n\r\n').at(-1) ?? '');
}

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

  it('has the path without the stage and as it was sent, and the parameter decoded', async () => {
    const { endpoint } = await start(echo);
    const event = await echoed(`${endpoint}/webhooks/git%20hub?a=1&a=2&b=x%20y`);
    expect(event).toMatchObject({
      resource: '/webhooks/{source}',
      path: '/webhooks/git%20hub',
      httpMethod: 'GET',
      pathParameters: { source: 'git hub' },
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

describe('a header of the request', () => {
  it.each([
    'Content-MD5: a',
    'Expect: 100-continue',
    'Max-Forwards: 1',
    'Proxy-Authenticate: a',
    'Server: a',
    'TE: trailers',
    'Trailer: X-Sum',
    'Upgrade: a',
    'WWW-Authenticate: a',
  ])('is dropped, as Connection is: %s', async (line) => {
    const { endpoint } = await start(echo);
    const event = await echoedLines(`${endpoint}/webhooks/github`, [line, 'X-Kept: yes']);
    const names = Object.keys(event.headers);
    expect(names).toContain('X-Kept');
    expect(names).not.toContain('Connection');
    expect(names).not.toContain(line.split(':')[0]);
  });

  it('is dropped where it is a signature for AWS, and kept as any other authorization', async () => {
    const { endpoint } = await start(echo);
    const sendWith = (Authorization: string) =>
      echoedRaw(`${endpoint}/webhooks/github`, { headers: { Authorization } });
    expect((await sendWith('Bearer a')).headers.Authorization).toBe('Bearer a');
    expect((await sendWith('AWS4-HMAC-SHA256 Credential=a')).headers.Authorization).toBe(undefined);
  });

  it('is the method where it overrides that', async () => {
    const { endpoint } = await start(echo, { routes: [{ ...route, method: 'PUT' }] });
    const event = await echoedRaw(`${endpoint}/webhooks/github`, {
      headers: { 'X-HTTP-Method-Override': 'put' },
    });
    expect(event.httpMethod).toBe('PUT');
    expect(event.headers).not.toHaveProperty('X-HTTP-Method-Override');
  });

  it('is another one in another spelling', async () => {
    const { endpoint } = await start(echo);
    const lines = ['X-Id: one', 'x-id: two'];
    const event = await echoedLines(`${endpoint}/webhooks/github`, lines);
    expect(event.multiValueHeaders).toMatchObject({ 'X-Id': ['one'], 'x-id': ['two'] });
  });

  it('together with all others is refused beyond 10,240 bytes', async () => {
    const { endpoint } = await start(echo);
    const headers = { 'x-large': 'a'.repeat(10_240) };
    expect((await fetch(`${endpoint}/webhooks/github`, { headers })).status).toBe(431);
  });
});

describe('the URL', () => {
  it('is split at a semicolon of the query as at an ampersand', async () => {
    const { endpoint } = await start(echo);
    const event = await echoedRaw(`${endpoint}/webhooks/github?a=1;b=2`);
    expect(event.queryStringParameters).toEqual({ a: '1', b: '2' });
  });

  it('counts several slashes behind the stage as one', async () => {
    const { endpoint } = await start(echo);
    const event = await echoedRaw(`${endpoint}//webhooks/github`);
    expect(event.path).toBe('/webhooks/github');
  });

  it('leaves the parameter of a rest of the path as it was sent', async () => {
    const rest: Route = { ...route, resourcePath: '/{proxy+}' };
    const { endpoint } = await start(echo, { routes: [rest] });
    const event = await echoedRaw(`${endpoint}/a%2Bb/c`);
    expect(event.pathParameters).toEqual({ proxy: 'a%2Bb/c' });
  });

  it.each([
    ['a pipe in the query', '/webhooks/github?a=|', 400, 'Bad Request'],
    ['a brace in the query', '/webhooks/github?a={b}', 400, 'Bad Request'],
    ['a broken escape in the path', '/webhooks/git%zz', 400, 'Bad Request'],
    ['a long path', `/webhooks/${'a'.repeat(1_600)}`, 414, 'URI Too Long'],
  ])('is refused for %s', async (_, path, status, message) => {
    const { endpoint } = await start(echo);
    const answered = await sendText('GET', endpoint + path);
    const [head = '', answer = ''] = answered.split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(JSON.parse(answer)).toEqual({ message });
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

  it.each([
    ['no request', 'spillway-dev/dev', 0, false],
    ['each request', 'spillway-dev/dev', 1, true],
    ['by the default rule, the first of a second', 'spillway-dev/other', 0, true],
  ])(
    'is recorded as a rule says for its stage: %s',
    async (_, serviceName, fixedRate, isSampled) => {
      const others = { resourceArn: '*', host: '*', method: 'GET', path: '/dev/webhooks/*' };
      const matches = { serviceName, serviceType: 'AWS::ApiGateway::*', ...others };
      const { endpoint } = await start(echo, {
        samplingRules: [{ matches, perSecond: 0, fixedRate }],
      });
      const response = await fetch(`${endpoint}/webhooks/github?a=1`);
      expect(response.headers.get('x-trace')).toMatch(isSampled ? /;Sampled=1$/ : /;Sampled=0$/);
    },
  );
});

describe('the answer', () => {
  it.each([
    ['Authorization', 'x-amzn-remapped-authorization'],
    ['Connection', 'x-amzn-remapped-connection'],
    ['Content-MD5', 'x-amzn-remapped-content-md5'],
    ['Date', 'x-amzn-remapped-date'],
    ['Max-Forwards', 'x-amzn-remapped-max-forwards'],
    ['Server', 'x-amzn-remapped-server'],
    ['User-Agent', 'x-amzn-remapped-user-agent'],
    ['WWW-Authenticate', 'x-amzn-remapped-www-authenticate'],
    ['Warn', 'warn'],
  ])('has a header under its own name or another: %s', async (name, answered) => {
    const { endpoint } = await start(answering({ statusCode: 200, headers: { [name]: 'given' } }));
    const { headers } = await fetch(`${endpoint}/webhooks/github`);
    const named = [...headers].filter(([, value]) => value === 'given').map(([given]) => given);
    expect(named).toEqual([answered]);
  });

  it.each(['Expect', 'Host', 'Proxy-Authenticate', 'TE', 'Trailer', 'Upgrade', 'Via'])(
    'lacks a header that the gateway drops: %s',
    async (name) => {
      const headers = { [name]: 'given', 'X-Kept': 'yes' };
      const { endpoint } = await start(answering({ statusCode: 200, headers }));
      const answer = await fetch(`${endpoint}/webhooks/github`);
      expect(answer.headers.get('x-kept')).toBe('yes');
      expect([...answer.headers.values()]).not.toContain('given');
    },
  );

  it('has the values of both lists of headers, each pair once, and the length of its body', async () => {
    const { endpoint } = await start(
      answering({
        statusCode: 200,
        headers: { 'x-id': 'one', 'Content-Length': '99' },
        multiValueHeaders: { 'X-Id': ['one', 'two'] },
        body: 'four',
      }),
    );
    const answer = await fetch(`${endpoint}/webhooks/github`);
    expect(answer.headers.get('x-id')).toBe('one, two');
    expect(answer.headers.get('content-length')).toBe('4');
    expect(await answer.text()).toBe('four');
  });

  it.each([
    ['*/*', 'text/plain', 'four'],
    ['image/png', 'image/png;q=0.5, text/plain', 'four'],
    ['image/png', 'text/plain, image/png', 'Zm91cg=='],
  ])(
    'of base64 is decoded where the API knows as binary (%s) what the caller wants first (%s)',
    async (binary, accept, body) => {
      const { endpoint } = await start(
        answering({ statusCode: 200, body: 'Zm91cg==', isBase64Encoded: true }),
        { binaryMediaTypes: [binary] },
      );
      const answer = await fetch(`${endpoint}/webhooks/github`, { headers: { accept } });
      expect(await answer.text()).toBe(body);
    },
  );

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

it('tells the function, which may not have begun, whether anybody still waits for it', async () => {
  const asked: (() => boolean)[] = [];
  const { endpoint } = await start(
    ({ isAbandoned }) => {
      if (isAbandoned) asked.push(isAbandoned);
      return new Promise(() => undefined);
    },
    { routes: [{ ...route, timeoutMs: 200 }] },
  );
  const hangingUp = new AbortController();
  const hungUp = fetch(`${endpoint}/webhooks/github`, { signal: hangingUp.signal });
  await vi.waitFor(() => expect(asked.map((isAbandoned) => isAbandoned())).toEqual([false]));
  hangingUp.abort();
  await expect(hungUp).rejects.toThrow();
  await vi.waitFor(() => expect(asked[0]?.()).toBe(true), { timeout: 150 });
  expect((await fetch(`${endpoint}/webhooks/github`)).status).toBe(504);
  expect(asked[1]?.()).toBe(true);
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

  it.each(['TRACE', 'PROPFIND'])('is for a method that ANY does not mean: %s', async (method) => {
    const { endpoint } = await start(echo);
    expect(await sendText(method, `${endpoint}/webhooks/github`)).toContain('HTTP/1.1 403 ');
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
  it('does not change a 413', async () => {
    const shape = { status: 400, headers: {}, template: '{}' };
    const { endpoint } = await start(async () => ({ kind: 'request-too-large' }), {
      gatewayResponses: { REQUEST_TOO_LARGE: shape, DEFAULT_4XX: shape },
    });
    const answer = await fetch(`${endpoint}/webhooks/github`);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({ message: 'Request Too Long' });
  });

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
