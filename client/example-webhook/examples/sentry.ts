import { type Examples, examplesByType } from '../example.ts';

const issue = {
  shortId: 'FRONT-END-1A',
  title: "ReferenceError: 'blooopy' is not defined",
  culprit: '/checkout',
  level: 'error',
  status: 'unresolved',
  platform: 'javascript',
  project: { id: '1', name: 'front-end', slug: 'front-end', platform: 'javascript' },
  count: '1',
  userCount: 1,
};

const application = { type: 'application', id: 'sentry', name: 'Sentry' };

/** https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */
export const sentry: Examples = examplesByType<object>(
  {
    issue: ({ iso, number }) => ({
      action: 'created',
      data: { issue: { id: String(number), ...issue, firstSeen: iso, lastSeen: iso } },
      actor: application,
    }),
    event_alert: ({ token, iso }) => ({
      action: 'triggered',
      data: {
        event: {
          event_id: `${token}00000000`,
          title: issue.title,
          culprit: issue.culprit,
          level: 'error',
          datetime: iso,
          issue_id: '1170820242',
          project: 1,
          tags: [['environment', 'production']],
        },
        triggered_rule: 'Very Important Alert Rule!',
      },
      actor: application,
    }),
    error: ({ token, iso }) => ({
      action: 'created',
      data: {
        error: {
          event_id: `${token}00000000`,
          title: issue.title,
          level: 'error',
          datetime: iso,
          project: 1,
          platform: 'javascript',
        },
      },
      actor: application,
    }),
    metric_alert: ({ iso, number }) => ({
      action: 'critical',
      data: {
        metric_alert: {
          id: String(number),
          identifier: '5',
          title: 'Too many errors',
          status: 20,
          date_started: iso,
          projects: ['front-end'],
        },
        description_title: 'Critical: Too many errors',
        description_text: '1000 events in the last 10 minutes',
        web_url: 'https://example.sentry.io/organizations/example/alerts/rules/details/5/',
      },
      actor: application,
    }),
  },
  (said, type, { seconds, uuid }) => ({
    headers: {
      'request-id': uuid.replaceAll('-', ''),
      'sentry-hook-resource': type,
      'sentry-hook-timestamp': String(seconds),
    },
    json: {
      ...said,
      installation: { uuid: 'a8e5d37a-696c-4c54-adb5-b3f28d64c7de' },
    },
  }),
);
