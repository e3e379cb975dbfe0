// The smallest handler that verifies a GitHub webhook and calls SendMessage. Ingestion is measured against it. It
// has no telemetry, no envelope, one pinned secret and no error handling. Not for use.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const sqs = new SQSClient({});
const secret = process.env.FLOOR_SECRET ?? '';
const queueUrl = process.env.QUEUE_URL ?? '';

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const body = Buffer.from(event.body ?? '', 'base64');
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const signature = Buffer.from(event.headers['X-Hub-Signature-256'] ?? '');
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return { statusCode: 401, body: '' };
  }
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body.toString('utf8') }),
  );
  return { statusCode: 202, body: '' };
};
