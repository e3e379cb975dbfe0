import { type Examples, examplesByType } from '../example.ts';

const user = { gid: '1123', resource_type: 'user' };
const section = { gid: '1248', resource_type: 'section' };

/** https://developers.asana.com/docs/webhooks-guide#receive-events */
export const asana: Examples = examplesByType<object | undefined>(
  {
    added: () => ({ parent: section }),
    changed: () => ({ change: { field: 'completed', action: 'changed' }, parent: null }),
    deleted: () => ({ parent: null }),
    heartbeat: () => undefined,
  },
  (event, action, { iso, number }) => ({
    json: {
      events:
        event === undefined
          ? []
          : [
              {
                user,
                created_at: iso,
                action,
                resource: {
                  gid: `120${number}`,
                  resource_type: 'task',
                  resource_subtype: 'default_task',
                },
                ...event,
              },
            ],
    },
  }),
);
