import type { FauxqsApp } from '../fauxqs/build-fauxqs.ts';
import { type Call, serviceOf } from '../fauxqs/service-of.ts';
import { isAdministrator } from './is-administrator.ts';
import type { UsageCounts } from './usage-counts.ts';

/** https://aws.amazon.com/sqs/pricing/: each 64 KB of a call is a call. */
const chunkBytes = 65_536;

interface Message {
  readonly MessageBody?: string;
  readonly Body?: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>>;
}

type Count = Parameters<UsageCounts['add']>;

/** Counts the calls of SQS and S3, refused ones too. */
export function meterQueues(app: FauxqsApp, counts: UsageCounts): void {
  const received = new WeakMap<object, readonly Message[]>();
  app.addHook('preSerialization', async (request, _reply, payload) => {
    const { Messages } = Object(payload);
    if (Array.isArray(Messages)) received.set(request, Messages);
    return payload;
  });
  const countsOf = {
    sqs: (request: Call) => queueCall(request, received.get(request) ?? []),
    s3: ({ method }: Call): Count => [
      method === 'GET' || method === 'HEAD' ? 'objectRead' : 'objectWrite',
      method,
      1,
    ],
    sns: () => undefined,
  };
  app.addHook('onResponse', async (request) => {
    if (isAdministrator(request.headers)) return;
    const count = countsOf[serviceOf(request)](request);
    if (count !== undefined) counts.add(...count);
  });
}

function queueCall({ headers, body }: Call, received: readonly Message[]): Count {
  const action = String(headers['x-amz-target']).replace('AmazonSQS.', '');
  const isEmpty = action === 'ReceiveMessage' && received.length === 0;
  const bytes = bytesOf([...sentIn(body), ...received]);
  const chunks = Math.max(1, Math.ceil(bytes / chunkBytes));
  return ['queueCall', isEmpty ? `${action}, empty` : action, chunks];
}

function sentIn(body: unknown): readonly Message[] {
  const { Entries, ...message } = Object(body);
  return Array.isArray(Entries) ? Entries : [message];
}

function bytesOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { MessageBody, Body, MessageAttributes = {} }) => {
    const attributes = Object.entries(MessageAttributes).flatMap(([name, { StringValue = '' }]) => [
      name,
      StringValue,
    ]);
    const texts = [MessageBody ?? Body ?? '', ...attributes];
    return sum + texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
  }, 0);
}
