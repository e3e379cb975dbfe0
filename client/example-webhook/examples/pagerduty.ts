import { type Examples, examplesByType } from '../example.ts';

const service = { id: 'PF9KMXH', type: 'service_reference', summary: 'API Service' };
const agent = { id: 'PLH1HKV', type: 'user_reference', summary: 'Tenex Engineer' };

/** https://developer.pagerduty.com/docs/webhooks-overview#webhook-payload */
export const pagerduty: Examples = examplesByType<object>(
  {
    'incident.triggered': ({ iso }) => ({ data: incident('triggered', iso) }),
    'incident.acknowledged': ({ iso }) => ({ agent, data: incident('acknowledged', iso) }),
    'incident.resolved': ({ iso }) => ({ agent, data: incident('resolved', iso) }),
  },
  (said, event_type, { iso, token, uuid }) => ({
    headers: {
      'user-agent': 'PagerDuty-Webhook/V3.0',
      'x-webhook-id': uuid,
      'x-webhook-subscription': 'PJFWPEP',
    },
    json: {
      event: {
        id: `01${token.toUpperCase()}`,
        event_type,
        resource_type: 'incident',
        occurred_at: iso,
        agent: null,
        client: null,
        ...said,
      },
    },
  }),
);

function incident(status: 'triggered' | 'acknowledged' | 'resolved', iso: string) {
  return {
    id: 'PGR0VU2',
    type: 'incident',
    html_url: 'https://example.pagerduty.com/incidents/PGR0VU2',
    number: 2,
    status,
    incident_key: 'd3640fbd41094207a1c11e58e46b1662',
    created_at: iso,
    title: 'A little bump in the road',
    service,
    assignees: [agent],
    escalation_policy: { id: 'PUS0KTE', type: 'escalation_policy_reference', summary: 'Default' },
    priority: { id: 'PSO75BM', type: 'priority_reference', summary: 'P1' },
    urgency: 'high',
  };
}
