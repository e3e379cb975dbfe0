import { type Examples, examplesByType } from '../example.ts';

const contact = { id: '1f81eb52-5198-4599-803e-771906343485', email: 'lisa@example.com' };

/** Every sender has types of its own; the form is that which the specification recommends. */
export const standardWebhooks: Examples = examplesByType<object>(
  {
    'contact.created': () => contact,
    'user.created': () => ({ id: 'usr_2b8e4f', email: 'lisa@example.com', role: 'member' }),
    'invoice.paid': () => ({ id: 'inv_1001', amount: 2000, currency: 'usd', status: 'paid' }),
  },
  (data, type, { iso, token }) => ({
    headers: { 'webhook-id': `msg_${token}` },
    json: { type, timestamp: iso, data },
  }),
);
