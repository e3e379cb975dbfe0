import { describe, expect, it } from 'vitest';
import { createRequest, type Fields } from './request.ts';
import { type SenderName, senders } from './senders.ts';
import { verifySignature } from './verify-signature.ts';

interface KnownAnswer {
  readonly sender: SenderName;
  /** Who published the signature. */
  readonly origin: string;
  readonly secret: string;
  /** Seconds since 1970. */
  readonly at?: number;
  readonly headers: Fields;
  readonly body: string;
  readonly publicUrl?: string;
  readonly query?: Fields;
}

/** Computed by the senders themselves, so that no mistake of ours can hide on both sides. */
const knownAnswers: readonly KnownAnswer[] = [
  {
    sender: 'github',
    origin: "GitHub's documentation",
    secret: "It's a Secret to Everybody",
    headers: {
      'x-hub-signature-256':
        'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    },
    body: 'Hello, World!',
  },
  {
    sender: 'bitbucket',
    origin: "Atlassian's documentation",
    secret: "It's a Secret to Everybody",
    headers: {
      'x-hub-signature': 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9',
    },
    body: 'Hello World!',
  },
  {
    sender: 'slack',
    origin: "Slack's documentation (a slash command, form-encoded)",
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    at: 1_531_420_618,
    headers: {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  },
  {
    sender: 'standard-webhooks',
    origin: "the tests of Standard Webhooks' libraries",
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    at: 1_614_265_330,
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: '{"test": 2432232314}',
  },
  {
    sender: 'twilio',
    origin: "Twilio's documentation",
    secret: '12345',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    },
    publicUrl: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    body: 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
  },
  {
    sender: 'square',
    origin: "Square's documentation",
    secret: 'asdf1234',
    headers: { 'x-square-hmacsha256-signature': '2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=' },
    publicUrl: 'https://example.com/webhook',
    body: '{"hello":"world"}',
  },
  {
    sender: 'hubspot',
    origin: "the tests of HubSpot's Python library",
    secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
    at: 1_693_657_560,
    headers: {
      'x-hubspot-request-timestamp': '1693657560000',
      'x-hubspot-signature-v3': 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
    },
    publicUrl: 'https://www.example.com/webhook_uri',
    body: "{'example_field':'example_value'}",
  },
];

describe('a signature that the sender published', () => {
  it.each(knownAnswers)('of $sender verifies: $origin', (answer) => {
    const { sender, secret, at = 0, headers, body, publicUrl, query = {} } = answer;
    const request = createRequest({ headers, query, body: Buffer.from(body) });
    const verdict = verifySignature(
      senders[sender],
      request,
      [{ slot: 'current', value: secret }],
      {
        now: at * 1000,
        ...(publicUrl === undefined ? {} : { publicUrl }),
      },
    );
    expect(verdict).toMatchObject({ kind: 'verified', slot: 'current' });
  });
});
