import type Stripe from 'stripe';
import { type Examples, examplesByType, type Occasion } from '../example.ts';

/** Some fields, at any depth, of what Stripe's own package describes. */
type Some<T> = T extends readonly (infer Element)[]
  ? readonly Some<Element>[]
  : T extends object
    ? { readonly [Field in keyof T]?: Some<T[Field]> }
    : T;

interface Said {
  readonly object: object;
  readonly previous_attributes?: object;
}

const customer = 'cus_NffrFeUfNV2Hib';
const subscription = 'sub_1MowQVLkdIwHu7ixeRlqHVzs';
const price = 'price_1MowQULkdIwHu7ixraBm864M';
const day = 86_400;

/** https://docs.stripe.com/api/events */
export const stripe: Examples = examplesByType<Said>(
  {
    'invoice.paid': ({ seconds }) => ({ object: invoice(seconds, 'paid') }),
    'invoice.payment_failed': ({ seconds }) => ({ object: invoice(seconds, 'open') }),
    'checkout.session.completed': ({ seconds, token }) => ({
      object: {
        id: `cs_test_${token}`,
        object: 'checkout.session',
        amount_subtotal: 2000,
        amount_total: 2000,
        client_reference_id: 'order-1001',
        created: seconds,
        currency: 'usd',
        customer,
        customer_details: { email: 'jenny.rosen@example.com', name: 'Jenny Rosen' },
        livemode: false,
        metadata: { order: '1001' },
        mode: 'payment',
        payment_intent: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
        payment_status: 'paid',
        status: 'complete',
      } satisfies Some<Stripe.Checkout.Session>,
    }),
    'customer.subscription.created': ({ seconds }) => ({
      object: subscriptionOf(seconds, 'active'),
    }),
    'customer.subscription.updated': ({ seconds }) => ({
      object: { ...subscriptionOf(seconds, 'active'), cancel_at_period_end: true },
      previous_attributes: { cancel_at_period_end: false },
    }),
    'customer.subscription.deleted': ({ seconds }) => ({
      object: { ...subscriptionOf(seconds, 'canceled'), canceled_at: seconds, ended_at: seconds },
    }),
    'payment_intent.succeeded': ({ seconds }) => ({ object: payment(seconds, 'succeeded') }),
    'payment_intent.payment_failed': ({ seconds }) => ({
      object: {
        ...payment(seconds, 'requires_payment_method'),
        amount_received: 0,
        last_payment_error: {
          code: 'card_declined',
          decline_code: 'insufficient_funds',
          type: 'card_error',
        },
      } satisfies Some<Stripe.PaymentIntent>,
    }),
    'charge.succeeded': ({ seconds }) => ({ object: charge(seconds) }),
    'charge.refunded': ({ seconds }) => ({
      object: { ...charge(seconds), amount_refunded: 2000, refunded: true },
      previous_attributes: { amount_refunded: 0, refunded: false },
    }),
    'customer.created': ({ seconds }) => ({
      object: {
        id: customer,
        object: 'customer',
        created: seconds,
        email: 'jenny.rosen@example.com',
        livemode: false,
        metadata: {},
        name: 'Jenny Rosen',
      } satisfies Some<Stripe.Customer>,
    }),
  },
  (data, type, { seconds, token }) => ({
    headers: { 'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)' },
    json: {
      id: `evt_1${token.slice(0, 23)}`,
      object: 'event',
      api_version: '2026-10-28.endive',
      created: seconds,
      data,
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    },
  }),
);

function invoice(seconds: Occasion['seconds'], status: 'paid' | 'open') {
  const paid = status === 'paid' ? 2000 : 0;
  return {
    id: 'in_1MtHbELkdIwHu7ixl4OzzPMv',
    object: 'invoice',
    amount_due: 2000,
    amount_paid: paid,
    amount_remaining: 2000 - paid,
    attempt_count: 1,
    attempted: true,
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    created: seconds,
    currency: 'usd',
    customer,
    customer_email: 'jenny.rosen@example.com',
    lines: {
      object: 'list',
      data: [
        {
          id: 'il_1MtHbELkdIwHu7ixQr1YQ8qM',
          object: 'line_item',
          amount: 2000,
          currency: 'usd',
          description: '1 × Pro (at $20.00 / month)',
          quantity: 1,
        },
      ],
      has_more: false,
    },
    livemode: false,
    metadata: {},
    number: 'ABC-0001',
    parent: {
      type: 'subscription_details',
      subscription_details: { metadata: {}, subscription },
    },
    status,
    total: 2000,
  } satisfies Some<Stripe.Invoice>;
}

function subscriptionOf(seconds: number, status: 'active' | 'canceled') {
  return {
    id: subscription,
    object: 'subscription',
    cancel_at_period_end: false,
    collection_method: 'charge_automatically',
    created: seconds,
    currency: 'usd',
    customer,
    items: {
      object: 'list',
      data: [
        {
          id: 'si_Na6dzxczY5fwHx',
          object: 'subscription_item',
          current_period_end: seconds + 30 * day,
          current_period_start: seconds,
          price: {
            id: price,
            object: 'price',
            currency: 'usd',
            product: 'prod_Na6dGcTsmU0I4R',
            recurring: { interval: 'month', interval_count: 1 },
            unit_amount: 2000,
          },
          quantity: 1,
        },
      ],
      has_more: false,
    },
    livemode: false,
    metadata: {},
    status,
  } satisfies Some<Stripe.Subscription>;
}

function payment(seconds: number, status: Stripe.PaymentIntent.Status) {
  return {
    id: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
    object: 'payment_intent',
    amount: 2000,
    amount_received: 2000,
    created: seconds,
    currency: 'usd',
    customer,
    latest_charge: 'ch_3MmlLrLkdIwHu7ix0snN0B15',
    livemode: false,
    metadata: { order: '1001' },
    payment_method_types: ['card'],
    status,
  } satisfies Some<Stripe.PaymentIntent>;
}

function charge(seconds: number) {
  return {
    id: 'ch_3MmlLrLkdIwHu7ix0snN0B15',
    object: 'charge',
    amount: 2000,
    amount_captured: 2000,
    amount_refunded: 0,
    billing_details: { email: 'jenny.rosen@example.com', name: 'Jenny Rosen' },
    created: seconds,
    currency: 'usd',
    customer,
    livemode: false,
    metadata: {},
    paid: true,
    payment_intent: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
    payment_method_details: { type: 'card', card: { brand: 'visa', country: 'US', last4: '4242' } },
    refunded: false,
    status: 'succeeded',
  } satisfies Some<Stripe.Charge>;
}
