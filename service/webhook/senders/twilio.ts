import type { Sender } from '../sender.ts';

export const twilio = {
  title: 'Twilio',
  documentation: 'https://www.twilio.com/docs/usage/security#validating-requests',
  schemes: [
    {
      method: 'hmac-sha1',
      header: 'x-twilio-signature',
      encoding: 'base64',
      signs: ['url', 'sorted-form'],
      onlyFor: 'form',
      excludedParameter: 'bodySHA256',
      hasPortVariants: true,
      key: { encoding: 'text' },
    },
    {
      method: 'hmac-sha1',
      header: 'x-twilio-signature',
      encoding: 'base64',
      signs: ['url'],
      onlyFor: 'not-form',
      bodyHashParameter: 'bodySHA256',
      hasPortVariants: true,
      key: { encoding: 'text' },
    },
    {
      method: 'hmac-sha1',
      header: 'x-twilio-signature',
      encoding: 'base64',
      signs: ['url'],
      onlyFor: 'bodiless-get',
      excludedParameter: 'bodySHA256',
      hasPortVariants: true,
      key: { encoding: 'text' },
    },
  ],
  deliveryId: [{ header: 'i-twilio-idempotency-token' }, 'body-hash'],
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
    'Twilio signs with SHA-1 and has nothing better.',
    'It answers its callers with what it gets back: the answer is empty, so that nothing is said or sent.',
  ],
  retries: { isAutomatic: false, finalStatuses: [] },
} as const satisfies Sender;
