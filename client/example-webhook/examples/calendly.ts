import { type Examples, examplesByType } from '../example.ts';

const api = 'https://api.calendly.com';

/** https://developer.calendly.com/api-docs/ZG9jOjE2OTU3NjY2-webhook-payload */
export const calendly: Examples = examplesByType<object>(
  {
    'invitee.created': () => ({ status: 'active' }),
    'invitee.canceled': () => ({
      status: 'canceled',
      cancellation: { canceled_by: 'John Doe', canceler_type: 'invitee', reason: 'Another day' },
    }),
    'routing_form_submission.created': () => ({
      routing_form: `${api}/routing_forms/AAAAAAAAAAAAAAAA`,
      questions_and_answers: [{ question: 'Size', answer: '10 to 50' }],
    }),
  },
  (payload, event, { iso, uuid }) => ({
    headers: { 'user-agent': 'Calendly' },
    json: {
      event,
      created_at: iso,
      created_by: `${api}/users/AAAAAAAAAAAAAAAA`,
      payload: {
        uri: `${api}/scheduled_events/GBGBDCAADAEDCRZ2/invitees/${uuid}`,
        created_at: iso,
        email: 'test@example.com',
        name: 'John Doe',
        timezone: 'America/New_York',
        scheduled_event: {
          uri: `${api}/scheduled_events/GBGBDCAADAEDCRZ2`,
          name: '15 Minute Meeting',
          event_type: `${api}/event_types/GBGBDCAADAEDCRZ2`,
          start_time: iso,
          status: 'active',
        },
        ...payload,
      },
    },
  }),
);
