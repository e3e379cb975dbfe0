import { type Example, type Examples, examplesByType } from '../example.ts';

const ticket = {
  id: '5158',
  subject: 'My printer is on fire',
  priority: 'HIGH',
  type: 'PROBLEM',
  group_id: '1500000643442',
  organization_id: '1500000643443',
  requester_id: '8447388090494',
  tags: ['printer'],
  via: { channel: 'web_service' },
};

const headers = (id: string) => ({
  'user-agent': 'Zendesk Webhook',
  'x-zendesk-account-id': '16774029',
  'x-zendesk-webhook-id': '01GV1QX9NJHB7QWE9NKDMH0E5D',
  'x-zendesk-webhook-invocation-id': id,
});

/** https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
const events = examplesByType<object>(
  {
    'zen:event-type:ticket.created': ({ iso }) => ({
      detail: { ...ticket, status: 'NEW', created_at: iso, updated_at: iso },
      event: {},
    }),
    'zen:event-type:ticket.status_changed': ({ iso }) => ({
      detail: { ...ticket, status: 'SOLVED', created_at: iso, updated_at: iso },
      event: { current: 'SOLVED', previous: 'OPEN' },
    }),
    'zen:event-type:ticket.comment_added': ({ iso }) => ({
      detail: { ...ticket, status: 'OPEN', created_at: iso, updated_at: iso },
      event: {
        comment: {
          id: '8447397231230',
          body: 'Have you turned it off?',
          is_public: true,
          author: { id: '8447388090494', is_staff: true, name: 'Jane Doe' },
        },
      },
    }),
  },
  (said, type, { iso, token, uuid }) => ({
    headers: headers(`01${token.toUpperCase()}`),
    json: {
      account_id: 16_774_029,
      ...said,
      id: uuid,
      subject: 'zen:ticket:5158',
      time: iso,
      type,
      zendesk_event_version: '2022-11-06',
    },
  }),
);

/** The user writes its body, and may choose another method than POST. */
const trigger: Example = {
  type: 'trigger',
  request: ({ token }) => ({
    method: 'PUT',
    headers: headers(`01${token.toUpperCase()}`),
    json: { ticket: { id: ticket.id, title: ticket.subject, status: 'open' } },
  }),
};

export const zendesk: Examples = { ...events, trigger };
