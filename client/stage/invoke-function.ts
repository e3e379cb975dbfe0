import { createSigner } from '../../service/aws/signature-v4.ts';
import { CommandError } from '../command-error.ts';
import { endpointOf } from './call-aws.ts';
import type { Clients } from './clients.ts';
import type { Stage } from './stage.ts';

/** Longer than any function of ours may run. */
const patienceMs = 15 * 60_000;

/**
 * Calls a function, and waits for what it answers. Not by the SDK, as in `call-aws.ts`.
 *
 * @throws Error with the name that Lambda gives it; CommandError where the function failed
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function invokeFunction(
  { sqs }: Pick<Clients, 'sqs'>,
  stage: Stage,
  functionName: string,
  payload: object,
): Promise<unknown> {
  const region = await sqs.config.region();
  const endpoint = endpointOf('lambda', region, stage.stack);
  const path = `/2015-03-31/functions/${functionName}/invocations`;
  const body = JSON.stringify(payload);
  const sign = createSigner({ region, service: 'lambda' });
  const headers = { host: endpoint.host, 'content-type': 'application/json' };
  const request = { method: 'POST', path, headers, body };
  const { host: _, ...signed } = sign(request, await sqs.config.credentials(), new Date());
  const signal = AbortSignal.timeout(patienceMs);
  const answer = await fetch(new URL(path, endpoint), {
    ...{ method: 'POST', headers: signed, body, signal },
  });
  const text = await answer.text();
  const said = messageIn(text);
  if (!answer.ok) {
    const [name = 'Error'] = (answer.headers.get('x-amzn-errortype') ?? 'Error').split(':');
    throw Object.assign(new Error(said ?? `Lambda answered ${answer.status}`), { name });
  }
  if (answer.headers.has('x-amz-function-error')) {
    throw new CommandError(
      `The function ${functionName} failed: ${said ?? 'it said nothing'}.`,
      'Its log says more: npx spillway logs --function reconciliation --level error',
    );
  }
  return JSON.parse(text);
}

function messageIn(text: string): string | undefined {
  return /"(?:[mM]essage|errorMessage)":"((?:[^"\\]|\\.)+)"/.exec(text)?.[1];
}
