import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStripe } from '../../../../test/factories/stripe-events.ts';
import type { LogPage } from '../../delivery-log.ts';
import { createStripeLog } from './stripe-log.ts';

let stripe: Awaited<ReturnType<typeof startStripe>>;
const now = Date.parse('2026-11-26T12:00:00Z');
beforeEach(async () => {
  stripe = await startStripe({ clock: () => now });
});
afterEach(() => stripe.stop());

const key = 'rk_test_of_the_tests';
function open(endpoint?: string) {
  const config = { kind: 'stripe', url: stripe.url, ...(endpoint && { endpoint }) } as const;
  return createStripeLog(config, {
    ...{ name: 'The delivery log of stripe', key, now: () => now, sleep: async () => {} },
  });
}

async function pagesOf(log = open(), since = 0, resume?: string): Promise<readonly LogPage[]> {
  const pages: LogPage[] = [];
  for await (const page of log.list(since, resume)) pages.push(page);
  return pages;
}

const idsOf = (pages: readonly LogPage[]) =>
  pages.flatMap(({ attempts }) => attempts.map(({ id }) => id));

describe('the log of Stripe', () => {
  it('lists what was not delivered everywhere, by the ids that events have here', async () => {
    const event = stripe.add({ type: 'invoice.paid', at: now - 60_000 });
    expect(await pagesOf()).toEqual([
      {
        now,
        attempts: [
          {
            ...{ attemptId: event.id, id: event.id, type: 'invoice.paid', outcome: 'failed' },
            at: now - 60_000,
          },
        ],
      },
    ]);
    expect(stripe.requests).toEqual([expect.stringContaining('delivery_success=false')]);
  });

  it('says of one that Stripe will try again itself that it is pending', async () => {
    stripe.add({ pending: 1 });
    expect(await pagesOf()).toMatchObject([{ attempts: [{ outcome: 'pending' }] }]);
  });

  it('is read to its end, goes on from where it was left, and begins where it is to', async () => {
    for (let n = 0; n < 250; n++) stripe.add({ at: now - (250 - n) * 1000 });
    const all = await pagesOf();
    expect(idsOf(all)).toEqual(stripe.events.map(({ id }) => id));
    stripe.add();
    expect(idsOf(await pagesOf(open(), 0, all[0]?.resume))).toEqual(idsOf(all.slice(1)));
    expect(idsOf(await pagesOf(open(), now - 10_000))).toHaveLength(11);
  });

  it('leaves out what our endpoint does not get, or did not exist for', async () => {
    stripe.endpoint = {
      ...stripe.endpoint,
      ...{ created: now / 1000 - 60, enabled_events: ['invoice.paid'] },
    };
    stripe.add({ at: now - 90_000 });
    stripe.add({ type: 'charge.failed' });
    const { id } = stripe.add();
    expect(idsOf(await pagesOf(open('we_1')))).toEqual([id]);
  });

  it('sends again to our endpoint only', async () => {
    const { id } = stripe.add();
    expect(await open('we_1').redeliver?.({ attemptId: id, id })).toBe('requested');
    expect(stripe.retried).toEqual([`${id} we_1`]);
  });

  it('only tells what is missing where no endpoint is named', () => {
    expect(open().redeliver).toBeUndefined();
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [400, 'place-lost'],
    [429, 'throttled'],
    [500, 'unavailable'],
  ])('that answers %i is an error of its own, without the key', async (status, reason) => {
    stripe.intercept = () => ({ status, body: '{"error":{"message":"of a customer"}}' });
    const error = await pagesOf().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason, status });
    expect(JSON.stringify(error) + Object(error).stack).not.toMatch(/rk_test|of a customer/);
  });

  it.each([
    [404, 'gone'],
    [400, 'refused'],
    [429, { retryAfterSeconds: 60 }],
  ])('that answers a redelivery with %i says so', async (status, expected) => {
    stripe.intercept = () => ({ status });
    expect(await open('we_1').redeliver?.({ attemptId: 'evt_1', id: 'evt_1' })).toEqual(expected);
  });

  it.each(['{}', '{"data":[],"has_more":"no"}', '{"data":[{"id":"evt_1"}],"has_more":false}', 'x'])(
    'of another form is an error: %s',
    async (body) => {
      stripe.intercept = () => ({ status: 200, body });
      await expect(pagesOf()).rejects.toMatchObject({ reason: 'malformed' });
    },
  );
});
