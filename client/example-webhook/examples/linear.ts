import { type Examples, examplesByType } from '../example.ts';

const actor = {
  id: 'b5ea5f1f-8adc-4f52-b4bd-ab4e84cf51ba',
  type: 'user',
  name: 'Lisa Doe',
  email: 'lisa@example.com',
};

const issueId = '539068e2-ae88-4d09-bd75-22eb4a59612f';

const issue = {
  identifier: 'ENG-123',
  number: 123,
  title: 'Mend the login',
  url: 'https://linear.app/example/issue/ENG-123',
};

/** https://linear.app/developers/webhooks#the-webhook-payload */
export const linear: Examples = examplesByType<object>(
  {
    Issue: ({ iso, uuid }) => ({
      action: 'create',
      url: issue.url,
      data: {
        id: uuid,
        ...issue,
        createdAt: iso,
        updatedAt: iso,
        priority: 2,
        priorityLabel: 'High',
        labelIds: [],
        state: { id: '24b14c76-6d8f-4c1c-bf1f-6c6b0d2c3a6a', name: 'Todo', type: 'unstarted' },
        team: { id: '72b2a2dc-6f4f-4423-9d34-24b5bd10634a', key: 'ENG', name: 'Engineering' },
      },
    }),
    Comment: ({ iso, uuid }) => ({
      action: 'create',
      url: `${issue.url}#comment`,
      data: {
        id: uuid,
        createdAt: iso,
        updatedAt: iso,
        body: 'Indeed, I think this is definitely an improvement.',
        issueId,
        issue: { id: issueId, ...issue },
        userId: actor.id,
      },
    }),
    Project: ({ iso, uuid }) => ({
      action: 'update',
      url: 'https://linear.app/example/project/launch',
      updatedFrom: { state: 'planned' },
      data: {
        id: uuid,
        createdAt: iso,
        updatedAt: iso,
        name: 'Launch',
        state: 'started',
        progress: 0.4,
      },
    }),
  },
  (event, type, { iso, now, uuid }) => ({
    headers: {
      'user-agent': 'Linear-Webhook',
      'linear-delivery': uuid.replace(/^./, '2'),
      'linear-event': type,
      'linear-timestamp': String(now),
    },
    json: {
      type,
      actor,
      createdAt: iso,
      organizationId: '8a4b1c9e-1c2d-4b3e-9f5a-6d7e8f9a0b1c',
      ...event,
      webhookTimestamp: now,
      webhookId: '000042e3-d123-4980-b49f-8e140eef9329',
    },
  }),
);
