import type { buildApp } from 'fauxqs';
import type { SqsMessage, SqsStore } from '../fauxqs/stores.ts';

interface Received {
  readonly ReceiptHandle: string;
  Attributes?: Record<string, string>;
}

/** Adds a system attribute that fauxqs lacks to the messages that ReceiveMessage hands out, where it is asked for. */
export function handOutAttribute(
  app: ReturnType<typeof buildApp>,
  store: SqsStore,
  name: string,
  attributeOf: (message: SqsMessage) => string | undefined,
): void {
  app.addHook('preSerialization', async (request, _reply, payload) => {
    const { Messages = [] } = Object(payload) as { readonly Messages?: readonly Received[] };
    if (Messages.length === 0 || !isWanted(Object(request.body), name)) return payload;
    const queue = store.getQueue(Object(request.body).QueueUrl);
    for (const received of Messages) {
      const entry = queue?.inflightMessages.get(received.ReceiptHandle);
      const value = entry && attributeOf(entry.message);
      if (value !== undefined) received.Attributes = { ...received.Attributes, [name]: value };
    }
    return payload;
  });
}

function isWanted(
  { AttributeNames, MessageSystemAttributeNames }: Record<string, unknown>,
  name: string,
): boolean {
  const names = [AttributeNames ?? [], MessageSystemAttributeNames ?? []].flat();
  return names.includes('All') || names.includes(name);
}
