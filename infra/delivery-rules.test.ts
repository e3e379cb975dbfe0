import { describe, expect, it } from 'vitest';
import { deadLetterOf } from '../service/processing/dead-letter.ts';
import { retryDelaySeconds } from '../service/processing/retry-delay.ts';
import { writeEnvelope } from '../service/webhook/envelope.ts';
import { anEnvelope } from '../test/factories/envelope.ts';
import { fixtureSettings } from '../test/factories/fixture-inputs.ts';
import {
  claimLeaseSeconds,
  deliveryLimitSeconds,
  intakeMessageLimitBytes,
  settleSeconds,
  visibilityTimeoutSeconds,
} from './delivery-rules.ts';

describe('the lease of a claim', () => {
  it.each(['dev', 'prod'])(
    'outlasts the function and ends before the message returns: %s',
    (stage) => {
      const settings = fixtureSettings(stage);
      expect(claimLeaseSeconds(settings)).toBeGreaterThan(settings.processingTimeoutSeconds + 6.5);
      expect(claimLeaseSeconds(settings)).toBeLessThan(visibilityTimeoutSeconds(settings));
    },
  );

  it.each(['36', '180'])('of %s s is refused for a function of 30 s', (claimLeaseSeconds) => {
    expect(() => fixtureSettings('dev', { claimLeaseSeconds })).toThrow(
      `-c claimLeaseSeconds=${claimLeaseSeconds}: must be at least 37 (processingTimeoutSeconds and 7, by which two clocks may differ) and less than the visibility timeout (180).`,
    );
  });

  it.each(['37', '179'])('of %s s is taken', (seconds) => {
    expect(claimLeaseSeconds(fixtureSettings('dev', { claimLeaseSeconds: seconds }))).toBe(
      Number(seconds),
    );
  });

  it.each([1, 2, 3, 7, 30, 900])(
    'follows a function timeout that was chosen, and outlasts it by any clock: %s s',
    (seconds) => {
      const settings = fixtureSettings('dev', { processingTimeoutSeconds: String(seconds) });
      const lease = claimLeaseSeconds(settings);
      expect(lease).toBeGreaterThanOrEqual(seconds + 7);
      expect(lease).toBeLessThan(visibilityTimeoutSeconds(settings));
      expect(visibilityTimeoutSeconds(settings)).toBeGreaterThanOrEqual(6 * seconds);
    },
  );
});

describe('the time that a delivery may take', () => {
  it.each([1, 2, 6, 15, 30, 900])('leaves some to note its end: a function of %s s', (seconds) => {
    const settings = fixtureSettings('dev', { processingTimeoutSeconds: String(seconds) });
    const needed = deliveryLimitSeconds(settings) + settleSeconds(settings);
    expect(needed).toBeLessThan(seconds);
    // Routing and the claim may take this long before the delivery.
    expect(seconds - needed).toBeGreaterThanOrEqual(Math.min(3, seconds * 0.19));
  });

  it('is 25 s by default', () => {
    expect(deliveryLimitSeconds(fixtureSettings('prod'))).toBe(25);
  });
});

it('leaves room in the largest message for all that a dead letter of it says', () => {
  const settings = fixtureSettings('dev', { queueMessageLimitBytes: '1048576' });
  const largest = anEnvelope({
    deliveryId: 'd'.repeat(200),
    trackingId: 't'.repeat(64),
    redrive: 'r'.repeat(64),
    attempts: { destination: 999, own: 999 },
    parkedSince: '2026-11-23T12:00:00.000Z',
  });
  const body = 'x'.repeat(intakeMessageLimitBytes(settings) - sizeOf(writeEnvelope(largest)));
  const error = '語'.repeat(2_000);
  const letter = deadLetterOf({ ...largest, body }, 'd'.repeat(64), 'm-1', {
    ...{ reason: 'address-forbidden', attempts: 1_000, firstError: error, lastError: error },
    ...{ firstFailedAt: Date.now(), lastFailedAt: Date.now() },
  });
  const attributes = { ...letter.attributes, version: '$LATEST', redrive: 'r'.repeat(64) };
  const said = Object.entries(attributes).flatMap(([name, value]) => [name, 'String', value]);
  expect(sizeOf(letter.body) + sizeOf(said.join(''))).toBeLessThanOrEqual(1_048_576);
});

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

it.each(['dev', 'prod'])('a destination that fails is tried for about four hours: %s', (stage) => {
  const { retryBaseSeconds, retryCapSeconds, destinationAttempts } = fixtureSettings(stage);
  const schedule = { baseSeconds: retryBaseSeconds, capSeconds: retryCapSeconds };
  const lasts = (chance: number) => {
    let seconds = 0;
    for (let attempt = 1; attempt < destinationAttempts; attempt++) {
      seconds += retryDelaySeconds({ ...schedule, random: () => chance }, attempt);
    }
    return seconds / 3_600;
  };
  expect(lasts(0.5)).toBeCloseTo(4, 0);
  expect(lasts(0)).toBeGreaterThan(2.5);
});

it('refuses receives that may be spread over more than the queue keeps a webhook', () => {
  const overrides = { maxReceiveCount: '1000', processingTimeoutSeconds: '100' };
  expect(() => fixtureSettings('dev', overrides)).toThrow(
    '-c maxReceiveCount=1000: 1000 receives may take 600900 s, more than the 4 days (intakeRetentionDays) that SQS keeps a webhook.',
  );
});
