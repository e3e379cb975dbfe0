import { type Examples, examplesByType } from '../example.ts';

/** Of services of the user's own, by `POST /events`: docs/service-to-service.md. */
export const serviceEvents: Examples = examplesByType<object>(
  {
    'order.paid': ({ number }) => ({ order: number, amount: 2000, currency: 'usd' }),
    'user.created': ({ uuid }) => ({ user: uuid, email: 'lisa@example.com' }),
  },
  (data, type, { iso, token }) => ({
    headers: { 'idempotency-key': `try-${token}` },
    json: { type, timestamp: iso, data },
  }),
);
