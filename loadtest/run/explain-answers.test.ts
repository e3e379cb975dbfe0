import { describe, expect, it } from 'vitest';
import { createRun, plan, withAnswers } from '../fixtures/run.ts';
import { judge } from '../judge/verdict.ts';
import type { RunRecord } from '../run-record.ts';
import type { Answered, Sample } from '../samples/sample.ts';
import { explainAnswers } from './explain-answers.ts';

const { samples } = createRun();
const why = [{ what: 'What became of the webhooks', why: 'nobody can look into it.' }];

/** A target into which nobody can look, with these answers in place of a stage's own. */
function runAgainst(change: (answer: Answered) => readonly Sample[]): RunRecord {
  return createRun({ samples: withAnswers(samples, change), arrivals: [], unchecked: why });
}

const answered = (change: Partial<Answered>) => (one: Answered) => [{ ...one, ...change }];
const failed = (code: string) => (one: Answered) => [
  { kind: 'failed' as const, request: one.request, at: one.at, code },
];
const cutOff = failed('ECONNRESET');

const { endpoint } = plan;

describe.each([
  [
    'refuses connections',
    failed('ECONNREFUSED'),
    `refused a connection: nothing listens at ${endpoint}.`,
  ],
  ['hangs', failed('ETIMEDOUT'), 'got no answer within 10 s.'],
  [
    'is no host',
    failed('ENOTFOUND'),
    `could not be sent: there is no such host as in ${endpoint}.`,
  ],
  ['answers 500', answered({ status: 500 }), 'were answered 500.'],
  [
    'answers 200 with an error page',
    answered({ status: 200, isForeign: true }),
    'were answered 200 with a text that names no delivery: this is not Spillway',
  ],
  [
    'redirects',
    answered({ status: 301 }),
    `were redirected (301), which no sender follows: is ${endpoint} right?`,
  ],
  [
    'has another secret',
    answered({ status: 401, reason: 'signature-mismatch' }),
    "were refused: 401 signature-mismatch. Is the secret the source's current one?",
  ],
  [
    'has another time',
    answered({ status: 401, reason: 'timestamp-expired' }),
    'were refused: 401 timestamp-expired. Is the clock of this machine right?',
  ],
  ['breaks in a way of its own', failed('EPROTO'), 'were not answered (EPROTO).'],
] as const)('a target that %s', (_, change, cause) => {
  const record = runAgainst(change);

  it('fails the run', () => {
    expect(judge(record).verdict).toBe('failed');
  });

  it('is told of in one sentence', () => {
    expect(explainAnswers(record)).toEqual([expect.stringContaining('204 of 204 webhooks ')]);
    expect(explainAnswers(record)[0]).toContain(cause);
  });
});

it('fails a run whose target resets half of the connections, and counts them', () => {
  const record = runAgainst((one) =>
    Number(one.request.split('-')[1]) % 2 === 0 ? cutOff(one) : [one],
  );

  expect(judge(record).verdict).toBe('failed');
  expect(explainAnswers(record)).toEqual([
    '102 of 204 webhooks were cut off before they were answered (ECONNRESET).',
  ]);
});

it('tells the commonest cause first, and says nothing of what had to be refused', () => {
  const record = runAgainst((one) => {
    const number = Number(one.request.split('-')[1]);
    if (number < 2) return cutOff(one);
    return number < 5 ? [{ ...one, status: 503 }] : [one];
  });
  const hostile = record.samples.map((one) =>
    one.kind === 'sent' && one.request === '1-1' ? { ...one, refusal: 'timestamp-expired' } : one,
  );

  expect(explainAnswers({ plan, samples: hostile })).toEqual([
    '3 of 203 webhooks were answered 503.',
    '1 of 203 webhooks were cut off before they were answered (ECONNRESET).',
  ]);
});

it.each([
  [600_000, '10.0 min ahead of'],
  [-90_000, '1.5 min behind'],
])('says that the clock is off by %i ms', (clockAheadMs, words) => {
  expect(explainAnswers({ plan, samples, clockAheadMs })).toEqual([
    `The clock of this machine is ${words} the target's: set it.`,
  ]);
});

it('has nothing to say of a run whose webhooks were all taken, and does not call it passed either', () => {
  expect(explainAnswers({ plan, samples, clockAheadMs: 900 })).toEqual([]);
  expect(judge(createRun({ arrivals: [], unchecked: why })).verdict).toBe('unfinished');
});
