import { expect, it } from 'vitest';
import { callSeconds } from '../service/aws/client-settings.ts';
import { storeAttemptMilliseconds } from '../service/aws/store-client.ts';
import { fixtureSettings } from '../test/factories/fixture-inputs.ts';
import {
  archiveSeconds,
  awsCallSeconds,
  checkArchiveTimes,
  checkDeliveryTimes,
  shortestForArchive,
} from './check-delivery-times.ts';

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

const archived = {
  sources: { github: { sender: 'github', archive: true }, stripe: { sender: 'stripe' } },
  events: { archive: true },
} as const;

const checkArchive = (config: Parameters<typeof checkArchiveTimes>[0], seconds: number) => () =>
  checkArchiveTimes(config, fixtureSettings('dev', { processingTimeoutSeconds: String(seconds) }));

it('refuses an archive that S3 may need longer for than its function has', () => {
  const check = checkArchive(archived, shortestForArchive - 1);
  const left = 'and a function of 22 s (processingTimeoutSeconds) leaves 17; 23 s are enough.';
  expect(check).toThrow(
    `sources.github.archive: S3 may take 17.4 s with its retries, ${left}\nevents.archive: S3 may take 17.4 s`,
  );
});

it('takes an archive that S3 has time for, and a short function without one', () => {
  expect(checkArchive(archived, shortestForArchive)).not.toThrow();
  expect(checkArchive({ sources: { stripe: archived.sources.stripe } }, 10)).not.toThrow();
});

it('knows how long calls of AWS may take', () => {
  expect(awsCallSeconds).toBe(callSeconds(3));
  expect(archiveSeconds).toBe(2 * callSeconds(3, storeAttemptMilliseconds));
});
