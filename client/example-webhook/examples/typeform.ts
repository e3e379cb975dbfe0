import { type Examples, examplesByType } from '../example.ts';

const field = { id: 'DlXFaesGBpoF', type: 'short_text', ref: 'readable_ref_short_text' };

/** https://www.typeform.com/developers/webhooks/example-payload/ */
export const typeform: Examples = examplesByType<object>(
  {
    form_response: ({ iso }) => ({ submitted_at: iso }),
    form_response_partial: () => ({}),
  },
  (said, event_type, { iso, token }) => ({
    json: {
      event_id: token.slice(0, 10),
      event_type,
      form_response: {
        form_id: 'lT4Z3j',
        token: token.slice(0, 12),
        landed_at: iso,
        ...said,
        hidden: { user_id: 'abc123456' },
        definition: {
          id: 'lT4Z3j',
          title: 'Webhooks example',
          fields: [{ ...field, title: 'What is your name?' }],
        },
        answers: [{ type: 'text', text: 'Laura', field }],
      },
    },
  }),
);
