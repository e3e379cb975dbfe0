import type { KnownSender } from '../sender.ts';

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
        // Its last retry comes after 6 minutes, and it doesn't say that it signs that anew.
        toleranceSeconds: 600,
      },
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [
    { place: { json: ['event_id'] }, identifies: 'event', isSigned: true, onRetry: 'same' },
    { place: { form: 'trigger_id' }, identifies: 'delivery', isSigned: true, onRetry: 'unknown' },
    { place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'unknown' },
  ],
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
  probes: [{ name: 'ssl_check', asks: { form: 'ssl_check', equals: '1', beside: ['token'] } }],
  handshakes: [
    {
      name: 'url_verification',
      asks: { json: ['type'], equals: 'url_verification' },
      answer: { kind: 'echo-json', challenge: { json: ['challenge'] }, field: 'challenge' },
    },
  ],
  notes: ['Slash commands and interactions are form-encoded, and signed in the same way.'],
  retries: { isAutomatic: true, spanSeconds: 360, finalStatuses: [] },
} as const satisfies KnownSender;
