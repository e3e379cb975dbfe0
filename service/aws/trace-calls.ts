import type { TraceCall } from './streamline.ts';

interface TracedClient {
  readonly config: { readonly serviceId: string; readonly region: () => Promise<string> };
  readonly middlewareStack: object;
}

/** What the SDK hands from one step of a call to the next. */
interface Arguments {
  readonly input: { readonly QueueUrl?: string };
  /** From the step `build` on. */
  readonly request?: { readonly headers: Record<string, string> };
}
interface Result {
  readonly output: { readonly $metadata: object };
}
type Next = (given: Arguments) => Promise<Result>;
/** The same object in all steps of one call. */
type Context = { readonly commandName?: string };
interface MiddlewareStack {
  add(
    middleware: (next: Next, context: Context) => Next,
    options: {
      readonly step: string;
      readonly name: string;
      readonly priority?: string;
      readonly override: true;
    },
  ): void;
}

/**
 * Tells a tracer about the calls of a client that keeps the SDK's own way. `streamline.ts` tells it for all others, so
 * that a client takes one of the two, or each call would be told twice.
 */
export function traceCalls<Client extends TracedClient>(client: Client, trace: TraceCall): Client {
  const { config } = client;
  const stack = client.middlewareStack as MiddlewareStack;
  const headers = new WeakMap<Context, string>();
  stack.add(
    (next, context) => async (given) => {
      const call = {
        service: config.serviceId,
        operation: (context.commandName ?? 'unknown').replace(/Command$/, ''),
        region: await config.region(),
        queueUrl: given.input.QueueUrl,
      };
      let result: Result | undefined;
      await trace(call, async (traceHeader) => {
        if (traceHeader !== undefined) headers.set(context, traceHeader);
        result = await next(given);
        return result.output;
      });
      return result as unknown as Result; // what the tracer returned from has set it
    },
    { step: 'initialize', name: 'traceCalls', override: true },
  );
  // Before the SDK's own, which leaves a header that is there.
  stack.add(
    (next, context) => (given) => {
      const header = headers.get(context);
      if (given.request !== undefined && header !== undefined)
        given.request.headers['X-Amzn-Trace-Id'] = header;
      return next(given);
    },
    { step: 'build', name: 'traceHeader', priority: 'high', override: true },
  );
  return client;
}
