import { type Examples, examplesByType } from '../example.ts';

/** Every sender has types of its own: these are those of Clerk and Resend, which send by Svix. */
export const svix: Examples = examplesByType<object>(
  {
    'user.created': ({ now }) => ({
      data: {
        id: 'user_29w83sxmDNGwOuEthce5gg56FcC',
        object: 'user',
        email_addresses: [
          { id: 'idn_29w83yL7CwVlJXylYLxcslromF1', email_address: 'example@example.org' },
        ],
        first_name: 'Example',
        last_name: 'Example',
        created_at: now,
      },
      object: 'event',
      timestamp: now,
    }),
    'email.delivered': ({ iso }) => ({
      created_at: iso,
      data: {
        email_id: '56761188-7520-42d8-8898-ff6fc54ce618',
        from: 'Acme <onboarding@example.com>',
        to: ['delivered@example.com'],
        subject: 'Sending this example',
      },
    }),
    'invoice.paid': ({ iso }) => ({
      timestamp: iso,
      data: { id: 'inv_1001', amount: 2000, currency: 'usd', status: 'paid' },
    }),
  },
  (body, type, { token }) => ({
    headers: { 'svix-id': `msg_${token}` },
    json: { type, ...body },
  }),
);
