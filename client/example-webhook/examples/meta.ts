import type { Example, Examples } from '../example.ts';

const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples */
const message: Example = {
  type: 'whatsapp_business_account',
  request: ({ seconds, token }) => ({
    json: whatsapp({
      messaging_product: 'whatsapp',
      metadata,
      contacts: [{ profile: { name: 'Kerry Fisher' }, wa_id: '16315551234' }],
      messages: [
        {
          from: '16315551234',
          id: `wamid.${token}`,
          timestamp: String(seconds),
          type: 'text',
          text: { body: 'this is a text message' },
        },
      ],
    }),
  }),
};

const status: Example = {
  type: 'whatsapp_business_account',
  request: ({ seconds, token }) => ({
    json: whatsapp({
      messaging_product: 'whatsapp',
      metadata,
      statuses: [
        {
          id: `wamid.${token}`,
          status: 'delivered',
          timestamp: String(seconds),
          recipient_id: '16315551234',
        },
      ],
    }),
  }),
};

/** https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages */
const messenger: Example = {
  type: 'page',
  request: ({ now, token }) => ({
    json: {
      object: 'page',
      entry: [{ id: '682498171943165', time: now, messaging: [chat(now, token)] }],
    },
  }),
};

/** https://developers.facebook.com/docs/instagram-platform/webhooks */
const instagram: Example = {
  type: 'instagram',
  request: ({ now, token }) => ({
    json: {
      object: 'instagram',
      entry: [{ id: '17841405726653026', time: now, messaging: [chat(now, token)] }],
    },
  }),
};

export const meta: Examples = {
  'whatsapp.messages': message,
  'whatsapp.statuses': status,
  'page.messages': messenger,
  'instagram.messages': instagram,
};

function whatsapp(value: object) {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }],
  };
}

function chat(now: number, token: string) {
  return {
    sender: { id: '25542094985000' },
    recipient: { id: '682498171943165' },
    timestamp: now,
    message: { mid: `m_${token}`, text: 'hello, world!' },
  };
}
