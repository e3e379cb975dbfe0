import { type Examples, examplesByType } from '../example.ts';

const customer_id = 'ctm_01hv6y1jedq4p1n0yqn5ba3ky4';
const subscription_id = 'sub_01hv8x29kz0t586xy6zn1a62ny';

const item = {
  quantity: 10,
  price: {
    id: 'pri_01gsz8x8sawmvhz1pv30nge1ke',
    product_id: 'pro_01gsz4t5hdjse780zja8vvr7jg',
    unit_price: { amount: '3000', currency_code: 'USD' },
    billing_cycle: { interval: 'month', frequency: 1 },
  },
};

/** https://developer.paddle.com/webhooks/overview */
export const paddle: Examples = examplesByType<object>(
  {
    'transaction.completed': ({ iso }) => ({
      id: 'txn_01hv8wptq8987qeep44cyrewp9',
      status: 'completed',
      customer_id,
      subscription_id,
      currency_code: 'USD',
      origin: 'web',
      items: [item],
      details: { totals: { subtotal: '30000', tax: '2663', total: '32663' } },
      billed_at: iso,
      created_at: iso,
    }),
    'subscription.created': ({ iso }) => subscription('active', iso),
    'subscription.canceled': ({ iso }) => ({
      ...subscription('canceled', iso),
      canceled_at: iso,
    }),
  },
  (data, event_type, { iso, token }) => ({
    headers: { 'user-agent': 'Paddle' },
    json: {
      event_id: `evt_01${token}`,
      event_type,
      occurred_at: iso,
      notification_id: `ntf_01${token}`,
      data,
    },
  }),
);

function subscription(status: 'active' | 'canceled', iso: string) {
  return {
    id: subscription_id,
    status,
    customer_id,
    currency_code: 'USD',
    collection_mode: 'automatic',
    items: [item],
    created_at: iso,
    started_at: iso,
  };
}
