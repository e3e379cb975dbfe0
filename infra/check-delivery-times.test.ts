import { expect, it } from 'vitest';
import { callSeconds } from '../service/aws/client-settings.ts';
import { fixtureSettings } from '../test/factories/fixture-inputs.ts';
import { awsCallSeconds, checkDeliveryTimes } from './check-delivery-times.ts';

const http = { type: 'http', url: 'https://app.example.com' } as const;

it('refuses a destination that may take longer than its function leaves it', () => {
  const destinations = {
    app: { ...http, timeoutSeconds: 25 },
    team: { type: 'slack', timeoutSeconds: 3 },
    audit: http,
  } as const;
  const settings = fixtureSettings('dev', { processingTimeoutSeconds: '10' });
  expect(() => checkDeliveryTimes({ destinations }, settings)).toThrow(
    /^destinations\.app\.timeoutSeconds: 25 s do not fit into a function of 10 s .*; at most 6\.6\.$/,
  );
});

it('takes the longest that a destination can be given, in every stage', () => {
  const destinations = { app: { ...http, timeoutSeconds: 25 } };
  for (const stage of ['dev', 'prod']) {
    expect(() => checkDeliveryTimes({ destinations }, fixtureSettings(stage))).not.toThrow();
  }
});

it.each([
  { type: 'email', from: 'a@example.com', to: ['b@example.com'] },
  { type: 'eventbridge' },
  { type: 'sqs', queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/other' },
] as const)('refuses one of AWS that a call may not come to its end for: $type', (destination) => {
  const check = (processingTimeoutSeconds: string) => () =>
    checkDeliveryTimes(
      { destinations: { other: destination } },
      fixtureSettings('dev', { processingTimeoutSeconds }),
    );
  expect(check('11')).toThrow(/^destinations\.other\.type: 7\.5 s do not fit .* at most 7\.3\.$/);
  expect(check('13')).not.toThrow();
});

it('knows how long a call of AWS may take', () => {
  expect(awsCallSeconds).toBe(callSeconds(3));
});
