import { Agent, request } from 'node:http';
import { administrator, credentialHeaders } from '../iam/administrator.ts';

/** Calls one action of the SQS API and gives its answer, parsed. Rejects with the API's error code. */
export type CallSqs = (action: string, input: object, signal?: AbortSignal) => Promise<unknown>;

export class SqsCallError extends Error {
  /** `QueueDoesNotExist`, … */
  readonly code: string;

  constructor(action: string, code: string, options?: ErrorOptions) {
    super(`SQS ${action}: ${code}`, options);
    this.name = 'SqsCallError';
    this.code = code;
  }
}

/**
 * The SQS JSON protocol without a signature, which the embedded queues don't check: they ask for a key alone. The stack polls hundreds
 * of times a second; the SDK's client would cost it a tenth of a core.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export function createSqsCaller(
  endpoint: string,
  credentials: Parameters<typeof credentialHeaders>[0] = administrator,
): { call: CallSqs; close: () => void } {
  const agent = new Agent({ keepAlive: true });
  const caller = credentialHeaders(credentials);
  const call: CallSqs = (action, input, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const body = JSON.stringify(input);
    const outgoing = request(endpoint, {
      agent,
      method: 'POST',
      headers: {
        ...caller,
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amz-target': `AmazonSQS.${action}`,
      },
      ...(signal === undefined ? {} : { signal }),
    });
    const fail = (cause: unknown) => reject(new SqsCallError(action, 'Unreachable', { cause }));
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', fail);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (incoming.statusCode === 200) resolve(text === '' ? {} : JSON.parse(text));
        else reject(new SqsCallError(action, errorCode(text)));
      });
    });
    outgoing.end(body);
    return promise;
  };
  return { call, close: () => agent.destroy() };
}

function errorCode(text: string): string {
  return /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(text)?.[1] ?? 'Unknown';
}
