import { describe, expect, it } from 'vitest';
import { DeliveryError, PermanentError } from '../errors.ts';
import { statusOf } from '../status-of.ts';
import { judgeStatus } from './destinations/judge-status.ts';
import { fingerprintOf } from './fingerprint.ts';
import { handlerOf } from './route-handler.ts';
import { createRouteWebhook } from './route-webhook.ts';

const kindOf = (error: string, status?: number) =>
  fingerprintOf({ reason: 'refused', destination: 'app', error, status });

describe('a fingerprint', () => {
  it('is the same for failures that differ in numbers and ids', () => {
    expect(kindOf('order 17 of b2f6c1d8-0c3f-4c8e-9d53-2b1a6a0c7e11 is unknown')).toBe(
      kindOf('order 4 of 0a1b2c3d-0000-4000-8000-0123456789ab is unknown'),
    );
  });

  it('is another one for each status that a destination answers', () => {
    const statuses = [301, 401, 403, 404, 410, 500, 503];
    const kinds = statuses.map((status) => {
      const error = thrownBy(() => judgeStatus('app', status)) as Error;
      return kindOf(error.message, statusOf(error));
    });
    expect(new Set(kinds).size).toBe(statuses.length);
  });

  it('is the one that it always had where there is no status: letters of earlier versions wait for days', () => {
    expect(kindOf('Destination app answered 410')).toBe('5a91a03aabc1');
    const never = fingerprintOf({ reason: 'never-processed', error: '' });
    expect(never).toBe('9caae0f102de');
  });
});

describe('the status of an error', () => {
  it.each([
    [410, new PermanentError('gone', { reason: 'refused', status: 410 })],
    [503, new DeliveryError('down', { status: 503 })],
    [401, new Error('wrapped', { cause: Object.assign(new Error('no'), { status: 401 }) })],
    [undefined, new DeliveryError('silent', { cause: new Error('ECONNRESET') })],
    [undefined, Object.assign(new Error('of a library'), { status: 'failed' })],
    [undefined, Object.assign(new Error('no status of HTTP'), { status: 17 })],
    [undefined, 'no error'],
    [undefined, null],
  ])('is %s for %s', (status, error) => {
    expect(statusOf(error)).toBe(status);
  });

  it('is looked for in no endless chain of causes', () => {
    const endless = new Error('endless');
    endless.cause = endless;
    expect(statusOf(endless)).toBeUndefined();
  });

  it('is kept from what a handler called', async () => {
    const refused = Object.assign(new Error('Request failed'), { status: 401 });
    const { deliver } = handlerOf('sync', () => Promise.reject(refused), 5);
    const error = await deliver({ headers: {}, body: Buffer.from('{}') } as never).catch(
      (thrown) => thrown,
    );
    expect(statusOf(error)).toBe(401);
  });

  it('is kept from what a transform threw', async () => {
    const refused = new PermanentError('no such customer', { reason: 'refused', status: 404 });
    const transform = () => Promise.reject(refused);
    const route = createRouteWebhook([{ name: 'a', match: {}, to: ['app'], transform }], {
      destinations: { app: { limitSeconds: 1, deliver: async () => undefined } },
      codeLimitSeconds: 5,
    });
    const routed = await route(
      { source: 'a', headers: {}, body: Buffer.from('') } as never,
      undefined,
    );
    const [leg] = routed.kind === 'routed' ? routed.legs : [];
    const error = await leg?.deliver(leg.delivery).catch((thrown: unknown) => thrown);
    expect(statusOf(error)).toBe(404);
  });
});

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
