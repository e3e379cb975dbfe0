import { expect, it } from 'vitest';
import type { SourceConfig } from '../../../service/webhook/configuration.ts';
import { reasonToRestart } from './reason-to-restart.ts';
import { createRevision } from './revision-fixture.ts';

const queue = (QueueName: string, VisibilityTimeout = 30) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName, VisibilityTimeout },
});
const table = (key: string, tag = '') => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'deliveries',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    Tags: [tag],
  },
});
const running = createRevision({ Intake: queue('intake'), Table: table('id') });

it.each([
  [
    'another stage',
    createRevision({}, { stackName: 'Spillway-prod' }),
    'the stack is Spillway-prod now, and Spillway-dev runs',
  ],
  [
    'another name of a queue',
    createRevision({ Intake: queue('inbox') }),
    'intake is called inbox now',
  ],
  [
    'another key of a table',
    createRevision({ Table: table('other') }),
    "the table deliveries can't be changed while it runs",
  ],
  [
    'a sender that this process does not know',
    createRevision({}, { sources: { acme: { sender: 'acme' } as unknown as SourceConfig } }),
    'the sender acme was added to the service',
  ],
])('there is one: %s', (_, next, reason) => {
  expect(reasonToRestart(running, next)).toBe(reason);
});

it('there is none for what can be changed, added or left out', () => {
  const next = createRevision({
    Intake: queue('intake', 60),
    Another: queue('another'),
    Table: table('id', 'tagged'),
  });
  expect(reasonToRestart(running, next)).toBeUndefined();
  expect(reasonToRestart(running, createRevision())).toBeUndefined();
});
