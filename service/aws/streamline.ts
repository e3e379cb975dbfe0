import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import type { HttpResponse } from '@smithy/core/protocols';
import type { RetryResolvedConfig } from '@smithy/core/retry';
import { correctClock, type Sent } from './clock-skew.ts';
import { withRetries } from './retries.ts';
import { type AwsCredentials, createSigner } from './signature-v4.ts';

/** One call as a tracer sees it. */
export interface Call {
  /** Such as `SQS`. */
  readonly service: string;
  /** Such as `SendMessage`. */
  readonly operation: string;
  readonly region: string;
  readonly queueUrl?: string | undefined;
}

/** Tells a tracer about a call with all its attempts. The argument of `send` goes along as `X-Amzn-Trace-Id`. */
export type TraceCall = <Output extends { readonly $metadata: object }>(
  call: Call,
  send: (traceHeader: string | undefined) => Promise<Output>,
) => Promise<Output>;

/** The parts of an SDK client that are used here, for any service. */
interface SdkClient {
  readonly config: object;
  send(command: object): Promise<unknown>;
}

interface Config extends RetryResolvedConfig {
  readonly serviceId: string;
  readonly defaultSigningName: string;
  readonly isCustomEndpoint: boolean;
  systemClockOffset: number;
  region(): Promise<string>;
  credentials(): Promise<AwsCredentials>;
  readonly requestHandler: { handle(request: Request): Promise<{ response: HttpResponse }> };
  readonly protocol: {
    serializeRequest(operation: Operation, input: object, context: object): Promise<Request>;
    deserializeResponse(
      operation: Operation,
      context: object,
      response: HttpResponse,
    ): Promise<Output>;
  };
}

interface Command {
  readonly input: { readonly QueueUrl?: string };
  readonly schema: readonly [
    kind: number,
    namespace: string,
    name: string,
    traits: unknown,
    input: unknown,
    output: unknown,
  ];
  readonly constructor: object;
}

interface Operation {
  readonly name: string;
  readonly input: unknown;
  readonly output: unknown;
}

interface Request {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query: object;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Output {
  readonly $metadata: object;
}

type Attempt = { readonly request: Request; readonly traceHeader: string | undefined };

/**
 * Gives a client of an AWS JSON service a shorter path for its calls. Configuration, credentials and their refresh,
 * retries, modeled errors and clock correction remain the SDK's own. Between these the SDK does work for every call
 * whose result is always the same: endpoint rules, choice of the auth scheme, user agent, headers, and a JSON
 * writer that walks each text character by character. Here this is done once for each operation.
 *
 * Only for calls whose input is plain JSON: no bytes, no dates.
 */
export function streamline<Client extends SdkClient>(client: Client, trace: TraceCall): Client {
  const config = client.config as Config;
  const routes = new Map<string, Promise<Route>>();

  const routeOf = (command: Command): Promise<Route> => {
    const key = `${command.schema[2]} ${command.input.QueueUrl}`;
    const known = routes.get(key);
    if (known !== undefined) return known;
    const added = createRoute(config, command);
    routes.set(key, added);
    added.catch(() => routes.delete(key)); // a failed look-up is not remembered
    return added;
  };

  const send = async (command: Command): Promise<Output> => {
    const { call, template, attempt } = await routeOf(command);
    return trace(call, async (traceHeader) => {
      const request = {
        ...template,
        headers: { ...template.headers },
        body: JSON.stringify(command.input),
      };
      const { output } = await attempt({ request, traceHeader });
      return output;
    });
  };
  return Object.assign(client, { send });
}

/** Everything that is the same for all calls of one operation. */
interface Route {
  readonly call: Call;
  readonly template: Request;
  /** One attempt, wrapped in the SDK's retries. */
  readonly attempt: (attempt: Attempt) => Promise<{ output: Output }>;
}

async function createRoute(config: Config, command: Command): Promise<Route> {
  const [, , name, , input, output] = command.schema;
  const operation: Operation = { name, input, output };
  const endpoint = await endpointOf(config, command);
  const template = await config.protocol.serializeRequest(
    operation,
    {},
    { endpoint: async () => endpoint },
  );
  template.headers.host = endpoint.url.host;
  template.headers['amz-sdk-request'] = `attempt=1; max=${await config.maxAttempts()}`;
  const region = await config.region();
  const sign = createSigner({ region, service: config.defaultSigningName });

  const attemptOnce = async ({ request, traceHeader }: Attempt) => {
    const credentials = await config.credentials();
    const sent = { at: Date.now(), offset: config.systemClockOffset };
    const headers = sign(request, credentials, new Date(sent.at + sent.offset));
    headers['user-agent'] = 'spillway';
    if (traceHeader !== undefined) headers['x-amzn-trace-id'] = traceHeader;
    const { response } = await config.requestHandler.handle({ ...request, headers });
    return { response, output: await read(config, operation, response, sent) };
  };
  return {
    call: { service: config.serviceId, operation: name, region, queueUrl: command.input.QueueUrl },
    template,
    attempt: await withRetries(config, attemptOnce),
  };
}

/** The queue's own host, even where an environment variable names another: the SDK does the same. */
async function endpointOf(config: Config, command: Command): Promise<{ url: URL }> {
  const { QueueUrl } = command.input;
  if (QueueUrl !== undefined && !config.isCustomEndpoint)
    return { url: new URL(new URL(QueueUrl).origin) };
  return getEndpointFromInstructions(command.input, command.constructor, { ...config });
}

async function read(
  config: Config,
  operation: Operation,
  response: HttpResponse,
  sent: Sent,
): Promise<Output> {
  try {
    const output = await config.protocol.deserializeResponse(operation, config, response);
    correctClock(config, sent, response);
    return output;
  } catch (error) {
    // The retries look for a Retry-After here.
    Object.defineProperty(error, '$response', { value: response });
    correctClock(config, sent, response, error as object);
    throw error;
  }
}
