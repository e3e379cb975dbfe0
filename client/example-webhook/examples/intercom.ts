import { type Examples, examplesByType } from '../example.ts';

/** https://developers.intercom.com/docs/references/webhooks/webhook-models */
export const intercom: Examples = examplesByType<object>(
  {
    'conversation.user.created': ({ seconds }) => conversation(seconds),
    'conversation.admin.closed': ({ seconds }) => ({
      ...conversation(seconds),
      open: false,
      state: 'closed',
    }),
    'contact.user.created': ({ seconds }) => ({
      type: 'contact',
      id: '530370b477ad7120001d',
      role: 'user',
      email: 'joe@example.com',
      name: 'Joe Example',
      created_at: seconds,
    }),
    'ticket.created': ({ seconds }) => ({
      type: 'ticket',
      id: '1223',
      ticket_id: '12',
      ticket_state: 'submitted',
      open: true,
      created_at: seconds,
      contacts: {
        type: 'contact.list',
        contacts: [{ type: 'contact', id: '530370b477ad7120001d' }],
      },
    }),
  },
  (item, topic, { seconds, uuid }) => ({
    headers: { 'user-agent': 'intercom-webhooks' },
    json: {
      type: 'notification_event',
      app_id: 'a86dr8yl',
      data: { type: 'notification_event_data', item },
      links: {},
      id: `notif_${uuid}`,
      topic,
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: seconds,
      created_at: seconds,
      self: null,
    },
  }),
);

function conversation(seconds: number) {
  return {
    type: 'conversation',
    id: '147',
    created_at: seconds,
    updated_at: seconds,
    open: true,
    state: 'open',
    priority: 'not_priority',
    source: {
      type: 'conversation',
      body: '<p>Hi there!</p>',
      author: { type: 'user', id: '530370b477ad7120001d', email: 'joe@example.com' },
    },
    tags: { type: 'tag.list', tags: [] },
  };
}
