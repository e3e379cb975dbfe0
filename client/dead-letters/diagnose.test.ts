import { describe, expect, it } from 'vitest';
import { anEnvelope } from '../../cli/cli-fixture.ts';
import { deadLetterOf } from '../../service/processing/dead-letter.ts';
import { writeEnvelope } from '../../service/webhook/envelope.ts';
import type { DeadLetter } from './dead-letter.ts';
import { createDiagnose } from './diagnose.ts';

const said = {
  reason: 'refused',
  fingerprint: '0123456789ab',
  attempts: '1',
  lastError: 'Destination app answered 410',
  destination: 'app',
};

function aLetter(changes: Partial<DeadLetter>): DeadLetter {
  return {
    messageId: 'm-1',
    receiptHandle: 'r-1',
    body: writeEnvelope(anEnvelope),
    sentAt: 1_795_435_200_000,
    receiveCount: 6,
    attributes: Object.fromEntries(
      Object.entries(said).map(([name, StringValue]) => [
        name,
        { DataType: 'String', StringValue },
      ]),
    ),
    isMovedBySqs: false,
    ...changes,
  };
}

const diagnose = createDiagnose(async (envelopes) =>
  envelopes.map(() => [
    { destination: 'app', state: 'failed', attempts: 5, lastError: 'Destination app answered 503' },
  ]),
);

it('believes what processing said of a letter that it sent', async () => {
  const [one] = await diagnose([aLetter({})]);
  expect(one?.diagnosis).toMatchObject({ class: 'poison', reason: 'refused', attempts: 1 });
});

it('does not believe what is left of an earlier failure, when SQS moved the letter since', async () => {
  const [one] = await diagnose([aLetter({ isMovedBySqs: true })]);
  expect(one?.diagnosis).toMatchObject({
    ...{ class: 'transient', reason: 'exhausted', attempts: 5 },
    lastError: 'Destination app answered 503',
  });
});

it('has hope for what a newer version of the code wrote', async () => {
  const body = writeEnvelope(anEnvelope).replace('"v":1', '"v":2');
  const [one] = await diagnose([aLetter({ isMovedBySqs: true, body, attributes: {} })]);
  expect(one?.diagnosis).toMatchObject({ class: 'transient', reason: 'newer-version' });
});

it('tells what can not be read from what was never processed, though SQS moved it', async () => {
  const [one] = await diagnose([aLetter({ isMovedBySqs: true, body: 'odd', attributes: {} })]);
  expect(one?.diagnosis).toMatchObject({ class: 'poison', reason: 'malformed', attempts: 6 });
});

it('tells what failed too often from what was refused, though processing sent both', async () => {
  const { attributes } = aLetter({});
  const exhausted = { DataType: 'String', StringValue: 'exhausted' };
  const [one] = await diagnose([aLetter({ attributes: { ...attributes, reason: exhausted } })]);
  expect(one?.diagnosis).toMatchObject({ class: 'transient', reason: 'exhausted' });
});

const withAttribute = (name: string, StringValue: string) => {
  const { attributes } = aLetter({});
  return aLetter({ attributes: { ...attributes, [name]: { DataType: 'String', StringValue } } });
};

describe('when a letter failed', () => {
  const [first, last] = ['2026-11-26T03:00:00.000Z', '2026-11-26T07:02:11.000Z'];
  const cameAt = '2026-11-23T12:00:00.000Z';

  it.each([
    ['as processing says', `${first}/${last}`, { firstFailedAt: first, lastFailedAt: last }],
    ['as processing says, last', last, { firstFailedAt: undefined, lastFailedAt: last }],
    ['by its arrival where an earlier version said nothing', '', { lastFailedAt: cameAt }],
    ['by its arrival where that is no time', 'yesterday/today', { lastFailedAt: cameAt }],
    ['by its arrival where that is half a time', `${first}/`, { lastFailedAt: cameAt }],
  ])('is known %s', async (_, failed, times) => {
    const [one] = await diagnose([withAttribute('failed', failed)]);
    expect(one?.diagnosis.firstFailedAt).toBe(
      'firstFailedAt' in times ? times.firstFailedAt : undefined,
    );
    expect(one?.diagnosis.lastFailedAt).toBe(times.lastFailedAt);
  });

  const knowing = (record: object) =>
    createDiagnose(async () => [[{ destination: 'app', state: 'failed', attempts: 2, ...record }]]);
  const moved = aLetter({ isMovedBySqs: true });

  it('is known by the table for what SQS moved here', async () => {
    const [one] = await knowing({ firstFailedAt: first, lastFailedAt: last })([moved]);
    expect(one?.diagnosis).toMatchObject({ firstFailedAt: first, lastFailedAt: last });
  });

  it('is the time at which an attempt began that had no end', async () => {
    const killed = { state: 'claimed', attempts: 0, claimedAt: last };
    const [one] = await knowing(killed)([moved]);
    expect(one?.diagnosis).toMatchObject({ firstFailedAt: last, lastFailedAt: last });
    const earlier = { ...killed, attempts: 1, firstFailedAt: first, lastFailedAt: first };
    const [other] = await knowing(earlier)([moved]);
    expect(other?.diagnosis).toMatchObject({ firstFailedAt: first, lastFailedAt: last });
  });

  it('is not known of what was never tried', async () => {
    const [one] = await createDiagnose(async () => [[]])([moved]);
    expect(one?.diagnosis.lastFailedAt).toBeUndefined();
  });
});

it('gives what SQS moved here the fingerprint that processing gives the same failure', async () => {
  const failure = { destination: 'app', error: 'Destination app answered 503', status: 503 };
  const record = { state: 'failed', attempts: 5, destination: 'app' } as const;
  const known = { ...record, lastError: failure.error, httpStatus: 503 };
  const [one] = await createDiagnose(async () => [[known]])([aLetter({ isMovedBySqs: true })]);
  const { attributes } = deadLetterOf(anEnvelope, 'app', 'm-1', {
    ...{ reason: 'exhausted', attempts: 5, firstError: failure.error, lastError: failure.error },
    ...{ status: 503, lastFailedAt: 0 },
  });
  expect(one?.diagnosis.fingerprint).toBe(attributes.fingerprint);
});

it('takes no number of attempts for one that is none', async () => {
  for (const text of ['-1', 'NaN', '1e999', '9'.repeat(40), '5 times']) {
    const [one] = await diagnose([withAttribute('attempts', text)]);
    expect(one?.diagnosis.attempts).toBe(0);
  }
});

it('asks the table which destinations lack a webhook that processing sent here as a whole', async () => {
  const { reason: _, destination: __, ...rest } = aLetter({}).attributes;
  const reason = { DataType: 'String', StringValue: 'exhausted' };
  const [one] = await diagnose([aLetter({ attributes: { ...rest, reason } })]);
  expect(one?.records).toHaveLength(1);
  expect(one?.diagnosis).toMatchObject({
    ...{ class: 'transient', reason: 'exhausted', destinations: ['app'], attempts: 1 },
    ...{ fingerprint: '0123456789ab', lastError: 'Destination app answered 410' },
  });
});
