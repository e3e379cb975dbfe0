import { bodyHash, hmac, type Sample, textSecret } from './sample.ts';

const json = 'application/json';

/** Samples of senders that sign the bare body, by their documents. */
export const bodySamples = {
  bitbucket: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"push":{"changes":[]}}',
    headers: {
      'x-event-key': 'repo:push',
      'x-request-uuid': '9b1e4f0e-5a0f-4ab4-8a1f-1d9a0f3c2b5e',
    },
    sign: (body) => ({ 'x-hub-signature': `sha256=${hmac('sha256', textSecret, 'hex', body)}` }),
    deliveryId: '9b1e4f0e-5a0f-4ab4-8a1f-1d9a0f3c2b5e',
    type: 'repo:push',
  },
  sentry: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"action":"created"}',
    headers: {
      'sentry-hook-resource': 'issue',
      'sentry-hook-timestamp': '1795435200',
      'request-id': '4a2d8bd3d40a4a7e8b4c1f8c0a6fb8c1',
    },
    sign: (body) => ({ 'sentry-hook-signature': hmac('sha256', textSecret, 'hex', body) }),
    deliveryId: bodyHash,
    type: 'issue',
  },
  pagerduty: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"event":{"id":"5ac64822-4adc-4fda-ade0-410becf0de4f","event_type":"incident.triggered"}}',
    headers: { 'x-webhook-id': 'a79b1fbb-9f2d-4f7f-8a37-5b6a43a8a5f2' },
    sign: (body) => ({
      'x-pagerduty-signature': `v1=${hmac('sha256', textSecret, 'hex', body)}`,
    }),
    deliveryId: '5ac64822-4adc-4fda-ade0-410becf0de4f',
    type: 'incident.triggered',
  },
  meta: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"object":"whatsapp_business_account","entry":[]}',
    headers: {},
    sign: (body) => ({
      'x-hub-signature-256': `sha256=${hmac('sha256', textSecret, 'hex', body)}`,
    }),
    deliveryId: bodyHash,
    type: 'whatsapp_business_account',
  },
  typeform: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"event_id":"LtWXD3crgy","event_type":"form_response"}',
    headers: {},
    sign: (body) => ({
      'typeform-signature': `sha256=${hmac('sha256', textSecret, 'base64', body)}`,
    }),
    deliveryId: 'LtWXD3crgy',
    type: 'form_response',
  },
  dropbox: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"list_folder":{"accounts":["dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc"]}}',
    headers: {},
    sign: (body) => ({ 'x-dropbox-signature': hmac('sha256', textSecret, 'hex', body) }),
    deliveryId: /^[0-9a-f-]{36}$/,
    type: 'notification',
  },
  asana: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"events":[{"action":"changed","created_at":"2026-11-23T12:00:00.000Z"}]}',
    headers: {},
    sign: (body) => ({ 'x-hook-signature': hmac('sha256', textSecret, 'hex', body) }),
    deliveryId: bodyHash,
    type: 'changed',
  },
  intercom: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"id":"notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b3","topic":"contact.created"}',
    headers: {},
    sign: (body) => ({ 'x-hub-signature': `sha1=${hmac('sha1', textSecret, 'hex', body)}` }),
    deliveryId: 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b3',
    type: 'contact.created',
  },
  docusign: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"event":"envelope-completed","retryCount":0,"configurationId":10425973,"generatedDateTime":"2026-11-23T11:59:58.0000000Z","data":{"envelopeId":"6f4a7d41-2c4d-4c7e-9d3e-0f6d1b0f8a11"}}',
    headers: {},
    sign: (body) => ({
      'x-docusign-signature-1': hmac('sha256', 'the key of another listener', 'base64', body),
      'x-docusign-signature-2': hmac('sha256', textSecret, 'base64', body),
    }),
    deliveryId:
      '10425973/6f4a7d41-2c4d-4c7e-9d3e-0f6d1b0f8a11/envelope-completed/2026-11-23T11:59:58.0000000Z',
    type: 'envelope-completed',
  },
  x: {
    origin: 'its documentation',
    secret: textSecret,
    contentType: json,
    body: '{"for_user_id":"2244994945","tweet_create_events":[]}',
    headers: {},
    sign: (body) => ({
      'x-twitter-webhooks-signature': `sha256=${hmac('sha256', textSecret, 'base64', body)}`,
    }),
    deliveryId: bodyHash,
    type: 'account-activity',
  },
} as const satisfies Record<string, Sample>;
