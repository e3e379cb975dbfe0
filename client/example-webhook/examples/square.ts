import { type Examples, examplesByType } from '../example.ts';

const location_id = 'S8GWD5R9QB376';

/** https://developer.squareup.com/reference/square/webhooks */
export const square: Examples = examplesByType<object>(
  {
    'payment.created': ({ iso }) => payment('APPROVED', iso),
    'payment.updated': ({ iso }) => payment('COMPLETED', iso),
    'order.created': ({ iso }) => ({
      type: 'order_created',
      id: 'eA3vssLHKJrv9H0IdJCM3gNqfdcZY',
      object: {
        order_created: {
          created_at: iso,
          location_id,
          order_id: 'eA3vssLHKJrv9H0IdJCM3gNqfdcZY',
          state: 'OPEN',
          version: 1,
        },
      },
    }),
    'refund.created': ({ iso }) => ({
      type: 'refund',
      id: 'KkAkhdMsgzn59SM8A89WgKwekxLZY',
      object: {
        refund: {
          id: 'KkAkhdMsgzn59SM8A89WgKwekxLZY',
          amount_money: { amount: 100, currency: 'USD' },
          created_at: iso,
          location_id,
          payment_id: 'KkAkhdMsgzn59SM8A89WgKwekxLZY',
          status: 'PENDING',
        },
      },
    }),
  },
  (data, type, { iso, uuid }) => ({
    headers: { 'square-environment': 'Sandbox' },
    json: { merchant_id: '6SSW7HV8K2ST5', type, event_id: uuid, created_at: iso, data },
  }),
);

function payment(status: 'APPROVED' | 'COMPLETED', iso: string) {
  const id = 'hYy9pRFVxpDsO1FB05SunFWUe9JZY';
  return {
    type: 'payment',
    id,
    object: {
      payment: {
        id,
        amount_money: { amount: 100, currency: 'USD' },
        card_details: { card: { card_brand: 'VISA', last_4: '9760' }, status: 'CAPTURED' },
        created_at: iso,
        location_id,
        order_id: '03O3USaPaAaFnI6kkwB1JxGgBsUZY',
        source_type: 'CARD',
        status,
        updated_at: iso,
      },
    },
  };
}
