import type { buildApp } from 'fauxqs';
import { ZodError } from 'zod';
import { describeIssues } from '../http/describe-issues.ts';
import type { Refusal } from '../http/refusal.ts';
import type { MoveTasks } from './move-tasks.ts';
import { describeSqsFault, SqsFault } from './sqs-fault.ts';

/** Lets fauxqs answer the calls of a dead-letter queue redrive. */
export function addMoveTasks(app: ReturnType<typeof buildApp>, tasks: MoveTasks): void {
  const actions: Readonly<Record<string, (body: unknown) => object>> = {
    'AmazonSQS.StartMessageMoveTask': (body) => tasks.start(body),
    'AmazonSQS.ListMessageMoveTasks': (body) => tasks.list(body),
    'AmazonSQS.CancelMessageMoveTask': (body) => tasks.cancel(body),
  };
  app.addHook('preHandler', async (request, reply) => {
    const action = actions[String(request.headers['x-amz-target'])];
    if (action === undefined) return;
    const { status, headers, body } = run(action, request.body);
    await reply.status(status).headers(headers).send(body);
  });
}

function run(action: (body: unknown) => object, input: unknown): Refusal {
  try {
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return { status: 200, headers, body: JSON.stringify(action(input)) };
  } catch (error) {
    if (error instanceof SqsFault) return describeSqsFault(error);
    if (!(error instanceof ZodError)) throw error;
    return describeSqsFault(new SqsFault('InvalidParameterValue', describeIssues(error)));
  }
}
