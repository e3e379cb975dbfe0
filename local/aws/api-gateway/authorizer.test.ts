import { afterEach, describe, expect, it } from 'vitest';
import type { AuthorizeToken } from '../cognito/authorize-token.ts';
import { createRecorder } from '../lambda/function-fixture.ts';
import { startApi } from './start-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const claims = { client_id: 'billing', scope: 'spillway/events.write' };

async function start(authorizeToken: AuthorizeToken) {
  const recorder = createRecorder();
  let calls = 0;
  const route = { resourceId: 'abc', functionName: 'intake', alias: 'live', timeoutMs: 29_000 };
  const api = await startApi({
    settings: {
      apiId: 'a1b2c3d4e5',
      apiName: 'spillway-dev',
      region: 'us-east-1',
      accountId: '000000000000',
      stage: 'dev',
      binaryMediaTypes: ['*/*'],
      routes: [
        {
          ...route,
          resourcePath: '/events',
          method: 'POST',
          authorizer: { userPoolArns: ['arn'], scopes: ['spillway/events.write'] },
        },
        { ...route, resourcePath: '/open', method: 'POST' },
      ],
      gatewayResponses: {},
      accessLog: {
        logGroup: 'access',
        format: '$context.status $context.error.responseType $context.error.message',
      },
    },
    invoke: () => async (request) => {
      calls++;
      return {
        kind: 'success',
        payload: JSON.stringify({ statusCode: 200, body: request.payload }),
      };
    },
    authorizeToken,
    observer: recorder.observer,
    port: 0,
  });
  stops.push(() => api.stop());
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${api.endpoint}${path}`, { method: 'POST', headers });
  return { post, calls: () => calls, lines: recorder.lines };
}

describe('a method with an authorizer', () => {
  it('hands the header and what it wants to the authorizer, and the claims to the function', async () => {
    const asked: unknown[] = [];
    const { post } = await start(async (...parameters) => {
      asked.push(parameters);
      return { kind: 'allowed', claims };
    });
    const response = await post('/events', { authorization: 'Bearer token' });
    expect(JSON.parse(await response.text()).requestContext.authorizer).toEqual({ claims });
    const requirement = { userPoolArns: ['arn'], scopes: ['spillway/events.write'] };
    expect(asked).toEqual([[requirement, 'Bearer token']]);
  });

  it.each([
    [false, 'Unauthorized'],
    [true, 'The incoming token has expired'],
  ])('answers 401 and calls nothing when it refuses (expired: %s)', async (isExpired, message) => {
    const { post, calls, lines } = await start(async () => ({ kind: 'refused', isExpired }));
    const response = await post('/events');
    expect(response.status).toBe(401);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    expect(await response.json()).toEqual({ message });
    expect(calls()).toBe(0);
    expect(lines.map((line) => line.message)).toEqual([`401 UNAUTHORIZED ${message}`]);
  });

  it('leaves the other methods alone: no claims, whatever the caller sends', async () => {
    const { post } = await start(async () => ({ kind: 'refused', isExpired: false }));
    const response = await post('/open', { authorization: 'Bearer token' });
    expect(response.status).toBe(200);
    expect(JSON.parse(await response.text()).requestContext.authorizer).toBeNull();
  });
});
