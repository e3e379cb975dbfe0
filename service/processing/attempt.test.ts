import { expect, it } from 'vitest';
import { aDelivery } from '../../test/factories/delivery.ts';
import { DeliveryError, PermanentError } from '../errors.ts';
import { type Attempted, attempt } from './attempt.ts';
import type { Deliver } from './delivery.ts';

/** Tries one delivery, which takes 25 ms. */
async function tryOnce(deliver: Deliver, isMeasured = true) {
  const metrics: unknown[] = [];
  const meter = {
    count: (name: string, dimensions: object) => metrics.push([name, dimensions]),
    record: (name: string, value: number, dimensions: object) =>
      metrics.push([name, value, dimensions]),
  };
  let time = 0;
  const now = () => {
    time += 25;
    return time;
  };
  const attempted: Attempted[] = [];
  const thrown = await attempt(
    { destination: 'app', deliver, delivery: aDelivery(), isMeasured },
    { attempted, meter, now },
  ).catch((error) => error);
  return { metrics, attempted, thrown };
}

const app = { destination: 'app' };
const latency = ['DeliveryLatency', 25, app];
const down = new DeliveryError('Destination app answered 503', { status: 503 });

it.each<[string, Deliver, object, unknown[]]>([
  ['a success without a status', async () => undefined, {}, [latency]],
  ['an answer with a status', async () => ({ status: 202 }), { status: 202 }, [latency]],
  [
    'a failure with a status',
    () => Promise.reject(down),
    { status: 503 },
    [['DeliveryFailed', app], latency],
  ],
  [
    'silence',
    () => Promise.reject(new DeliveryError('did not answer in 15 s')),
    { error: 'did not answer in 15 s' },
    [['DeliveryFailed', app], latency],
  ],
  [
    'a refusal',
    () => Promise.reject(new PermanentError('gone', { reason: 'refused', status: 410 })),
    { status: 410 },
    [['DeliveryFailed', app], latency],
  ],
  ['a failure of our own', () => Promise.reject(new Error('bug')), { error: 'bug' }, [latency]],
])('notes and measures %s', async (_what, deliver, end, measured) => {
  const { attempted, metrics } = await tryOnce(deliver);
  expect(attempted).toEqual([{ destination: 'app', ms: 25, ...end }]);
  expect(metrics).toEqual(measured);
});

it('throws what the delivery throws', async () => {
  expect((await tryOnce(() => Promise.reject(down))).thrown).toBe(down);
});

it('notes what is no configured destination, and does not measure it: its name would be a dimension', async () => {
  const { attempted, metrics } = await tryOnce(() => Promise.reject(down), false);
  expect(attempted).toHaveLength(1);
  expect(metrics).toEqual([]);
});
