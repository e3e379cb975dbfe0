import { describe, expect, it } from 'vitest';
import { claimLeaseSeconds, visibilityTimeoutSeconds } from './delivery-rules.ts';
import { readSettings } from './settings.ts';

describe('the lease of a claim', () => {
  it.each(['dev', 'prod'])(
    'outlasts the function and ends before the message returns: %s',
    (stage) => {
      const settings = readSettings(stage);
      expect(claimLeaseSeconds(settings)).toBeGreaterThanOrEqual(settings.processingTimeoutSeconds);
      expect(claimLeaseSeconds(settings)).toBeLessThan(visibilityTimeoutSeconds(settings));
    },
  );

  it.each(['29', '180'])('of %s s is refused for a function of 30 s', (claimLeaseSeconds) => {
    expect(() => readSettings('dev', { claimLeaseSeconds })).toThrow(
      `-c claimLeaseSeconds=${claimLeaseSeconds}: must be at least processingTimeoutSeconds (30) and less than the visibility timeout (180).`,
    );
  });

  it.each(['30', '179'])('of %s s is taken', (seconds) => {
    expect(claimLeaseSeconds(readSettings('dev', { claimLeaseSeconds: seconds }))).toBe(
      Number(seconds),
    );
  });

  it('follows a function timeout that was chosen', () => {
    expect(claimLeaseSeconds(readSettings('dev', { processingTimeoutSeconds: '2' }))).toBe(4);
  });
});

it('refuses tries that may be spread over more than the queue keeps a webhook', () => {
  const overrides = { maxReceiveCount: '100', retryCapSeconds: '4000', intakeRetentionDays: '4' };
  expect(() => readSettings('dev', overrides)).toThrow(
    '-c retryCapSeconds=4000: 100 tries may take 400000 s, more than the 4 days (intakeRetentionDays) that SQS keeps a webhook.',
  );
});
