import type { Example, Examples, Occasion } from '../example.ts';

const account = { AccountSid: 'AC00000000000000000000000000000000', ApiVersion: '2010-04-01' };
const people = { To: '+18005551212', From: '+14158675309' };

/** https://www.twilio.com/docs/messaging/guides/webhook-request */
const received: Example = {
  type: 'received',
  request: (occasion) => ({
    headers: headersOf(occasion),
    form: {
      ...account,
      ...people,
      MessageSid: sid('SM', occasion),
      SmsStatus: 'received',
      NumMedia: '0',
      NumSegments: '1',
      Body: 'Ahoy! We cannot wait to see what you build.',
    },
  }),
};

/** https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
const delivered: Example = {
  type: 'delivered',
  request: (occasion) => ({
    headers: headersOf(occasion),
    form: {
      ...account,
      ...people,
      MessageSid: sid('SM', occasion),
      MessageStatus: 'delivered',
      SmsStatus: 'delivered',
    },
  }),
};

const undelivered: Example = {
  type: 'undelivered',
  request: (occasion) => ({
    headers: headersOf(occasion),
    form: {
      ...account,
      ...people,
      MessageSid: sid('SM', occasion),
      MessageStatus: 'undelivered',
      SmsStatus: 'undelivered',
      ErrorCode: '30003',
    },
  }),
};

const call = (occasion: Occasion, status: string) => ({
  ...account,
  ...people,
  CallSid: sid('CA', occasion),
  CallStatus: status,
  Direction: 'inbound',
});

/** https://www.twilio.com/docs/voice/twiml#request-parameters */
const ringing: Example = {
  type: 'ringing',
  request: (occasion) => ({ headers: headersOf(occasion), form: call(occasion, 'ringing') }),
};

/** Where the number's webhook is set to GET, the query has what the form would have. */
const completed: Example = {
  type: 'completed',
  request: (occasion) => ({
    method: 'GET',
    headers: headersOf(occasion),
    query: { ...call(occasion, 'completed'), CallDuration: '42' },
  }),
};

export const twilio: Examples = { delivered, received, undelivered, ringing, completed };

function headersOf({ uuid }: Occasion): Readonly<Record<string, string>> {
  return { 'user-agent': 'TwilioProxy/1.1', 'i-twilio-idempotency-token': uuid };
}

function sid(prefix: 'SM' | 'CA', { token }: Occasion): string {
  return `${prefix}${token}00000000`;
}
