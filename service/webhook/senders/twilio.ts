import type { KnownSender } from '../sender.ts';

const shared = {
  header: 'x-twilio-signature',
  encoding: 'base64',
  hasPortVariants: true,
  key: { encoding: 'text' },
} as const;

/** What is signed is the same by either method. */
function schemesBy<Method extends 'hmac-sha1' | 'hmac-sha256'>(method: Method) {
  return [
    {
      ...shared,
      method,
      signs: ['url', 'sorted-form'],
      onlyFor: 'form',
      excludedParameter: 'bodySHA256',
    },
    { ...shared, method, signs: ['url'], onlyFor: 'not-form', bodyHashParameter: 'bodySHA256' },
    { ...shared, method, signs: ['url'], onlyFor: 'bodiless-get', excludedParameter: 'bodySHA256' },
  ] as const;
}

export const twilio = {
  title: 'Twilio',
  documentation: 'https://www.twilio.com/docs/usage/security#validating-requests',
  // A webhook rule may have a shared key sign, by SHA-256: https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
  // The header that says so is not signed, and not needed: the two signatures differ in length.
  schemes: [...schemesBy('hmac-sha1'), ...schemesBy('hmac-sha256')],
  methods: ['POST', 'GET'],
  deliveryId: [
    {
      place: { header: 'i-twilio-idempotency-token' },
      identifies: 'delivery',
      isSigned: false,
      onRetry: 'same',
    },
    { place: 'body-hash', identifies: 'content', isSigned: true, onRetry: 'same' },
  ],
  eventType: [
    { form: 'EventType' },
    { form: 'MessageStatus' },
    { form: 'CallStatus' },
    { form: 'SmsStatus' },
    { fixed: 'webhook' },
  ],
  allowedHeaders: ['i-twilio-idempotency-token', 'user-agent'],
  acceptedStatus: 204,
  isAnswerEmpty: true,
  notes: [
    'Twilio signs with the Auth Token and SHA-1; a webhook rule makes it a shared key and SHA-256, which is better: store that key.',
    'It answers its callers with what it gets back: the answer is empty, so that nothing is said or sent.',
    'A GET is stored as the form that the same webhook would be by POST.',
    'It sends again only what its URL asks for, with `#rc=…`.',
  ],
  retries: { isAutomatic: false, finalStatuses: [] },
} as const satisfies KnownSender;
