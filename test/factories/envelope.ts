import type { SQSRecord } from 'aws-lambda';
import type { Message } from '../../service/processing/deliver-to.ts';
import { type Envelope, writeEnvelope } from '../../service/webhook/envelope.ts';
import { linesTo } from './line.ts';

/** What ingestion puts on the queue for a push of GitHub's. */
export function anEnvelope(changes: Partial<Envelope> = {}): Envelope {
  return {
    v: 1,
    deliveryId: 'd-1',
    source: 'github',
    provider: 'github',
    type: 'push',
    receivedAt: '2026-11-23T12:00:00.000Z',
    contentType: 'application/json',
    headers: { 'x-github-event': 'push' },
    body: '{"ref":"refs/heads/main"}',
    ...changes,
  };
}

/** What processing makes of such a message, with all of a function's time ahead. */
export function aMessage(
  envelope: Envelope = anEnvelope(),
  changes: Partial<Message> = {},
): Message {
  return {
    envelope,
    messageId: 'm-1',
    receiveCount: 1,
    timeLeftMs: () => 30_000,
    timeAtStartMs: 30_000,
    failedAt: [],
    attempted: [],
    meter: linesTo()(),
    ...changes,
  };
}

/** The record that Lambda hands to processing. */
export function anSqsRecord(
  body: Envelope | string = anEnvelope(),
  { messageId = 'm-1', receiveCount = 1 } = {},
): SQSRecord {
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body: typeof body === 'string' ? body : writeEnvelope(body),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '1795435200000',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '1795435200000',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:intake',
    awsRegion: 'us-east-1',
  };
}
