import { expect, it } from 'vitest';
import { anEnvelope } from '../../cli/cli-fixture.ts';
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
