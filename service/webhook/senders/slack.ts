import type { Sender } from '../sender.ts';

export const slack = {
  title: 'Slack',
  documentation: 'https://docs.slack.dev/authentication/verifying-requests-from-slack',
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'x-slack-signature',
      encoding: 'hex',
      prefix: 'v0=',
      signs: [{ text: 'v0:' }, 'timestamp', { text: ':' }, 'body'],
      timestamp: {
        from: { header: 'x-slack-request-timestamp' },
        unit: 'seconds',
        toleranceSeconds: 300,
      },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ json: ['event_id'] }, { form: 'trigger_id' }, 'body-hash'],
  eventType: [
    { json: ['event', 'type'] },
    { json: ['type'] },
    { form: 'command' },
    { fixed: 'interaction' },
  ],
  allowedHeaders: [
    'x-slack-retry-num',
    'x-slack-retry-reason',
    'x-slack-request-timestamp',
    'user-agent',
  ],
  acceptedStatus: 200,
  isAnswerEmpty: true,
  handshakes: [
    {
      name: 'url_verification',
      asks: { json: ['type'], equals: 'url_verification' },
      answer: { kind: 'echo-json', challenge: { json: ['challenge'] }, field: 'challenge' },
    },
  ],
  notes: ['Slash commands and interactions are form-encoded, and signed in the same way.'],
  retries: { isAutomatic: true, finalStatuses: [] },
} as const satisfies Sender;
