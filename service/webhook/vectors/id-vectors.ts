import { Webhook as SvixWebhook } from 'svix';
import type { SenderName } from '../senders.ts';
import { bodyVector, eventVector, headerVector, type IdVector } from './id-vector.ts';
import { base64Secret } from './sample.ts';
import { standardHeaders } from './standard-headers.ts';

const byToken = {
  secret: 'a token',
  sign: () => ({ 'x-gitlab-token': 'a token' }),
} as const satisfies IdVector['signedBy'];

/** How Svix signs if the endpoint is set to the headers of Standard Webhooks. */
const bySvix = {
  secret: `whsec_${base64Secret}`,
  sign: (body, now, id) => standardHeaders('webhook', new SvixWebhook(base64Secret), body, now, id),
} as const satisfies IdVector['signedBy'];

const docusign = (retryCount: number, more: object = {}, data: object = {}) => ({
  event: 'recipient-completed',
  retryCount,
  configurationId: 10425973,
  generatedDateTime: '2026-11-23T11:59:58.0000000Z',
  ...more,
  data: { envelopeId: '6f4a7d41-2c4d-4c7e-9d3e-0f6d1b0f8a11', ...data },
});
const docusignVector = (data: object, other: object): IdVector => ({
  genuine: { body: JSON.stringify(docusign(0, {}, data)) },
  retry: { body: JSON.stringify(docusign(1, {}, data)) },
  other: { body: JSON.stringify(docusign(0, {}, other)) },
});
const xml = (retryCount: number) =>
  `<DocuSignEnvelopeInformation><RetryCount>${retryCount}</RetryCount></DocuSignEnvelopeInformation>`;

const shopify = (prefix: string) => ({
  [`${prefix}topic`]: 'orders/create',
  'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
});

export const idVectors: Readonly<Record<SenderName, readonly IdVector[]>> = {
  github: [headerVector('x-github-delivery', { 'x-github-event': 'push' })],
  stripe: [
    eventVector(
      { id: 'evt_1', type: 'charge.succeeded', pending_webhooks: 2 },
      { id: 'evt_1', type: 'charge.succeeded', pending_webhooks: 1 },
      { id: 'evt_2', type: 'charge.succeeded', pending_webhooks: 2 },
    ),
  ],
  slack: [
    eventVector(
      { event_id: 'Ev1', event: { type: 'app_mention' } },
      { event_id: 'Ev1', event: { type: 'app_mention' }, is_ext_shared_channel: false },
      { event_id: 'Ev2', event: { type: 'app_mention' } },
    ),
    {
      genuine: { body: 'command=%2Fdeploy&text=&trigger_id=1.1.a' },
      other: { body: 'command=%2Fdeploy&text=&trigger_id=1.2.a' },
    },
    {
      genuine: { body: 'payload=%7B%22action_ts%22%3A%221%22%7D' },
      alike: { body: 'payload=%7B%22action_ts%22%3A%221%22%7D' },
      other: { body: 'payload=%7B%22action_ts%22%3A%222%22%7D' },
    },
  ],
  shopify: [
    headerVector('x-shopify-webhook-id', shopify('x-shopify-')),
    headerVector('shopify-webhook-id', shopify('shopify-')),
  ],
  'standard-webhooks': [headerVector('webhook-id', {})],
  svix: [headerVector('svix-id', {}), { ...headerVector('webhook-id', {}), signedBy: bySvix }],
  gitlab: [
    headerVector('webhook-id', { 'idempotency-key': 'of the captured request' }),
    {
      ...headerVector('idempotency-key', { 'x-gitlab-event-uuid': 'shared by a recursion' }),
      signedBy: byToken,
    },
    {
      ...bodyVector('{"object_kind":"push"}', '{"object_kind":"tag_push"}'),
      signedBy: byToken,
    },
  ],
  bitbucket: [
    {
      ...headerVector('x-request-uuid', { 'x-hook-uuid': 'of the webhook, for good' }),
      retry: { headers: { 'x-request-uuid': 'one', 'x-attempt-number': '2' }, body: '{}' },
    },
  ],
  zoom: [
    bodyVector(
      '{"event":"meeting.started","event_ts":1795435200000}',
      '{"event":"meeting.started","event_ts":1795435200001}',
    ),
  ],
  linear: [
    {
      genuine: { body: '{"type":"Issue","webhookTimestamp":1795435200000}' },
      alike: {
        headers: { 'linear-delivery': 'another one' },
        body: '{"type":"Issue","webhookTimestamp":1795435200000}',
      },
      other: { body: '{"type":"Issue","webhookTimestamp":1795435200001}' },
    },
  ],
  sentry: [
    {
      ...bodyVector('{"action":"created"}', '{"action":"resolved"}', { 'request-id': 'first' }),
      // Each attempt has its own id and time.
      retry: {
        headers: { 'request-id': 'second', 'sentry-hook-timestamp': '1795435500' },
        body: '{"action":"created"}',
      },
    },
  ],
  pagerduty: [
    {
      genuine: { headers: { 'x-webhook-id': 'w1' }, body: '{"event":{"id":"e1"}}' },
      retry: { headers: { 'x-webhook-id': 'w1' }, body: '{"event":{"id":"e1"}}' },
      alike: { headers: { 'x-webhook-id': 'w2' }, body: '{"event":{"id":"e1"}}' },
      other: { headers: { 'x-webhook-id': 'w1' }, body: '{"event":{"id":"e2"}}' },
    },
  ],
  meta: [
    bodyVector('{"object":"page","entry":[{"time":1}]}', '{"object":"page","entry":[{"time":2}]}'),
  ],
  square: [
    {
      ...eventVector({ event_id: 'e1' }, { event_id: 'e1', merchant_id: 'm' }, { event_id: 'e2' }),
      retry: { headers: { 'square-retry-number': '1' }, body: '{"event_id":"e1"}' },
    },
  ],
  hubspot: [
    {
      ...bodyVector('[{"eventId":100,"attemptNumber":0}]', '[{"eventId":101,"attemptNumber":0}]'),
      retry: { body: '[{"eventId":100,"attemptNumber":1}]' },
    },
  ],
  typeform: [
    eventVector({ event_id: 'e1' }, { event_id: 'e1', event_type: 'a' }, { event_id: 'e2' }),
    bodyVector('{"form_response":{"token":"1"}}', '{"form_response":{"token":"2"}}'),
  ],
  zendesk: [
    {
      ...eventVector(
        { zendesk_event_version: '2022-11-06', type: 'zen:event-type:user.created', id: '01' },
        {
          zendesk_event_version: '2022-11-06',
          type: 'zen:event-type:user.created',
          id: '01',
          a: 1,
        },
        { zendesk_event_version: '2022-11-06', type: 'zen:event-type:user.created', id: '02' },
      ),
    },
    // Two triggers of one ticket. The user put the ticket's number into the body as `id`.
    {
      genuine: { headers: { 'x-zendesk-webhook-invocation-id': '1' }, body: '{"id":"35436"}' },
      retry: { headers: { 'x-zendesk-webhook-invocation-id': '1' }, body: '{"id":"35436"}' },
      other: { headers: { 'x-zendesk-webhook-invocation-id': '2' }, body: '{"id":"35436"}' },
    },
  ],
  paddle: [
    eventVector(
      { event_id: 'evt_1', notification_id: 'ntf_1' },
      { event_id: 'evt_1', notification_id: 'ntf_2' },
      { event_id: 'evt_2', notification_id: 'ntf_1' },
    ),
  ],
  dropbox: [
    {
      genuine: { body: '{"list_folder":{"accounts":["a"]}}' },
      retry: { body: '{"list_folder":{"accounts":["a"]}}' },
      other: { body: '{"list_folder":{"accounts":["a"]}}' },
    },
  ],
  asana: [bodyVector('{"events":[{"action":"changed"}]}', '{"events":[{"action":"added"}]}')],
  intercom: [
    {
      genuine: { body: '{"id":"notif_1","topic":"a","delivery_attempts":1}' },
      retry: { body: '{"id":"notif_1","topic":"a","delivery_attempts":2}' },
      other: { body: '{"id":"notif_2","topic":"a","delivery_attempts":1}' },
    },
    {
      ...bodyVector(
        '{"id":null,"topic":"ping","delivery_attempts":1}',
        '{"id":null,"topic":"ping","delivery_attempts":1,"app_id":"b"}',
      ),
      retry: { body: '{"id":null,"topic":"ping","delivery_attempts":2}' },
    },
  ],
  docusign: [
    docusignVector({ recipientId: '1' }, { recipientId: '2' }),
    docusignVector({}, { envelopeId: '0' }),
    { ...bodyVector(xml(0), `${xml(0)}\n`), retry: { body: xml(1) } },
  ],
  calendly: [
    bodyVector(
      '{"event":"invitee.created","created_at":"2026-11-23T12:00:00Z"}',
      '{"event":"invitee.created","created_at":"2026-11-23T12:00:01Z"}',
    ),
  ],
  twilio: [
    {
      ...headerVector('i-twilio-idempotency-token', {}),
      genuine: { headers: { 'i-twilio-idempotency-token': 'one' }, body: 'From=1&To=2' },
      retry: { headers: { 'i-twilio-idempotency-token': 'one' }, body: 'From=1&To=2' },
      other: { headers: { 'i-twilio-idempotency-token': 'another' }, body: 'From=1&To=2' },
    },
    { ...bodyVector('From=1&To=2', 'From=1&To=3'), alike: { body: 'To=2&From=1' } },
  ],
  discord: [
    {
      genuine: { body: '{"id":"1","type":2,"token":"a"}' },
      other: { body: '{"id":"2","type":2,"token":"a"}' },
    },
    bodyVector(
      '{"type":1,"event":{"type":"ENTITLEMENT_CREATE","timestamp":"2026-11-23T12:00:00Z"}}',
      '{"type":1,"event":{"type":"ENTITLEMENT_CREATE","timestamp":"2026-11-23T12:00:01Z"}}',
    ),
  ],
  x: [bodyVector('{"for_user_id":"1","a":[1]}', '{"for_user_id":"1","a":[2]}')],
};
