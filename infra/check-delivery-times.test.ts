import { expect, it } from 'vitest';
import { checkDeliveryTimes } from './check-delivery-times.ts';
import { readSettings } from './settings.ts';

const http = { type: 'http', url: 'https://app.example.com' } as const;

it('refuses a destination that may take longer than its function leaves it', () => {
  const destinations = {
    app: { ...http, timeoutSeconds: 25 },
    team: { type: 'slack', timeoutSeconds: 3 },
    audit: http,
    mails: { type: 'email', from: 'a@example.com', to: ['b@example.com'] },
  } as const;
  const settings = readSettings('dev', { processingTimeoutSeconds: '10' });
  expect(() => checkDeliveryTimes({ destinations }, settings)).toThrow(
    /^destinations\.app\.timeoutSeconds: 25 s do not fit into a function of 10 s .*; at most 6\.6\.$/,
  );
});

it('takes the longest that a destination can be given, in every stage', () => {
  const destinations = { app: { ...http, timeoutSeconds: 25 } };
  for (const stage of ['dev', 'prod']) {
    expect(() => checkDeliveryTimes({ destinations }, readSettings(stage))).not.toThrow();
  }
});
