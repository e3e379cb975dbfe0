import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { RejectionReason } from './rejection.ts';
import type { RetryRules, Sender } from './sender.ts';
import { type SenderName, senders } from './senders.ts';
import {
  acceptedStatusOf,
  isFinal,
  isTemporary,
  statusOf,
  type TemporaryReason,
} from './status-policy.ts';
import { propertyRuns } from './vectors/property-runs.ts';

vi.setConfig({ testTimeout: 120_000 });

// A record, so that a new failure of ours can't be forgotten here.
const ours: Readonly<Record<TemporaryReason, true>> = {
  'queue-unavailable': true,
  'store-unavailable': true,
  'secrets-unavailable': true,
  'public-url-missing': true,
  'internal-error': true,
  'rate-limited': true,
};
const reasons = Object.keys(ours) as TemporaryReason[];
const names = Object.keys(senders) as SenderName[];

describe('no failure of ours', () => {
  it.each(names)('yields a status that %s takes as final, or as success', (name) => {
    const sender: Sender = senders[name];
    for (const reason of reasons) {
      expect(isTemporary(reason)).toBe(true);
      const { status, retryAfterSeconds = 0 } = statusOf(reason, sender);
      expect(isFinal(sender.retries, status), `${reason}: ${status}`).toBe(false);
      expect(retryAfterSeconds).toBeGreaterThan(0);
      expect(retryAfterSeconds).toBeLessThanOrEqual(sender.retries.retryAfterLimitSeconds ?? 900);
    }
  });

  it('yields one that any sender takes as final which retries after some 5xx, or after 429', () => {
    const pattern = fc.oneof(
      fc.constantFrom<'3xx' | '4xx' | '5xx'>('3xx', '4xx', '5xx'),
      fc.integer({ min: 300, max: 599 }),
    );
    const rules = fc.record({
      isAutomatic: fc.constant(true),
      finalStatuses: fc.array(pattern),
      retriedStatuses: fc.subarray([429, 500, 502, 503, 504], { minLength: 1 }),
    });
    fc.assert(
      fc.property(rules, fc.constantFrom(...reasons), (retries: RetryRules, reason) => {
        const sender: Sender = { ...senders.github, retries };
        return !isFinal(retries, statusOf(reason, sender).status);
      }),
      propertyRuns,
    );
  });
});

describe('the status of a refusal', () => {
  it.each<[RejectionReason, SenderName, number]>([
    ['signature-mismatch', 'github', 401],
    ['body-too-large', 'pagerduty', 413],
    ['queue-unavailable', 'zendesk', 503],
    ['rate-limited', 'github', 503],
    ['rate-limited', 'pagerduty', 503],
    ['rate-limited', 'zoom', 503],
    ['rate-limited', 'sentry', 503],
    ['rate-limited', 'hubspot', 503],
    ['rate-limited', 'gitlab', 503],
    ['rate-limited', 'bitbucket', 503],
    ['internal-error', 'typeform', 503],
  ])('%s is, to %s, %i', (reason, name, status) => {
    expect(statusOf(reason, senders[name]).status).toBe(status);
  });

  it('is known without a sender', () => {
    expect(statusOf('unknown-source', undefined)).toEqual({ status: 404 });
    expect(statusOf('internal-error', undefined)).toEqual({ status: 503, retryAfterSeconds: 10 });
  });
});

it.each(names)('the answer to an accepted webhook is a success to %s', (name) => {
  const allowed: Partial<Record<SenderName, readonly number[]>> = {
    zoom: [200, 204],
    linear: [200],
    paddle: [200],
    meta: [200],
    x: [200],
    dropbox: [200],
  };
  const { acceptedStatus, acceptedStatusBy }: Sender = senders[name];
  const answers = [acceptedStatus, ...Object.values(acceptedStatusBy?.statuses ?? {})];
  for (const status of answers) expect(allowed[name] ?? [200, 202, 204]).toContain(status);
});

describe('the answer to a webhook of a sender that wants different ones', () => {
  const answer = (body: string) => acceptedStatusOf(senders.discord, Buffer.from(body));

  it('is told by a field of its body', () => {
    expect(['{"type":2}', '{"type":3}', '{"type":5}'].map(answer)).toEqual([202, 202, 202]);
    expect(['{"type":1}', '{"type":4}', '{"type":"2 "}'].map(answer)).toEqual([204, 204, 204]);
  });

  it.each(['', '{', '{}', '{"type":"constructor"}', '{"type":[2]}'])(
    'is the usual one for %j',
    (body) => {
      expect(answer(body)).toBe(204);
    },
  );
});
