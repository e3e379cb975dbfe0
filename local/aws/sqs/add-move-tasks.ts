import type { buildApp } from 'fauxqs';
import { ZodError } from 'zod';
import type { MoveTasks } from './move-tasks.ts';
import { SqsFault } from './sqs-fault.ts';

/** Lets fauxqs answer the calls of a dead-letter queue redrive. */
export function addMoveTasks(app: ReturnType<typeof buildApp>, tasks: MoveTasks): void {
  const actions: Readonly<Record<string, (body: unknown) => unknown>> = {
    'AmazonSQS.StartMessageMoveTask': (body) => tasks.start(body),
    'AmazonSQS.ListMessageMoveTasks': (body) => tasks.list(body),
    'AmazonSQS.CancelMessageMoveTask': (body) => tasks.cancel(body),
  };
  app.addHook('preHandler', async (request, reply) => {
    const action = actions[String(request.headers['x-amz-target'])];
    if (action === undefined) return;
    reply.header('content-type', 'application/x-amz-json-1.0');
    const answer = runAction(action, request.body);
    if (answer.fault !== undefined) {
      reply.status(400).header('x-amzn-query-error', `${answer.fault};Sender`);
    }
    await reply.send(JSON.stringify(answer.body));
  });
}

function runAction(
  action: (body: unknown) => unknown,
  input: unknown,
): { readonly body: unknown; readonly fault?: string } {
  try {
    return { body: action(input) };
  } catch (error) {
    if (!(error instanceof SqsFault || error instanceof ZodError)) throw error;
    const fault = error instanceof SqsFault ? error.code : 'InvalidParameterValue';
    return { fault, body: { __type: `com.amazonaws.sqs#${fault}`, message: error.message } };
  }
}
