import { createSigner } from '../../service/aws/signature-v4.ts';
import type { StackDescription } from '../stack-file.ts';
import type { Clients } from './clients.ts';
import { nowhere } from './embedded-stage.ts';

export interface AwsCall {
  /** As in the name of its endpoint. */
  readonly service: 'cloudformation' | 'cognito-idp' | 'lambda';
  /** POST where absent. */
  readonly method?: string;
  /** `/` where absent. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly body: string;
}

/** Makes one call of AWS, and gives the text of its answer. */
export type CallAws = (call: AwsCall) => Promise<string>;

/**
 * For services that a single call is made of: a client of the SDK for each would be one more package to install.
 * Region and credentials are those of the other clients.
 *
 * @param stack of an embedded stage, whose endpoints these are
 * @throws Error with the name that the service gives it
 */
export function createCallAws(
  { sqs }: Pick<Clients, 'sqs'>,
  {
    stack,
    send = fetch,
  }: { readonly stack?: StackDescription | undefined; readonly send?: typeof fetch } = {},
): CallAws {
  return async (call) => {
    const { service, method = 'POST', path = '/', headers, body } = call;
    const region = await sqs.config.region();
    const search = searchOf(call);
    const url = new URL(path, endpointOf(service, region, stack));
    url.search = search;
    const sign = createSigner({ region, service });
    const request = { method, path, search, headers: { host: url.host, ...headers }, body };
    const answer = await send(url, {
      method,
      headers: sign(request, await sqs.config.credentials(), new Date()),
      ...(body === '' ? {} : { body }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (answer.ok) return text;
    throw Object.assign(new Error(messageIn(text) ?? `${service} answered ${answer.status}`), {
      name: nameOf(answer) ?? nameIn(text) ?? 'Error',
    });
  };
}

/** Nothing that is meant for an embedded stack reaches AWS. */
export function endpointOf(
  service: AwsCall['service'],
  region: string,
  stack: StackDescription | undefined,
): URL {
  if (stack) return new URL(stack.env[variables[service]] ?? nowhere);
  return new URL(
    `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`,
  );
}

const variables = {
  cloudformation: 'AWS_ENDPOINT_URL_CLOUDFORMATION',
  'cognito-idp': 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
} as const satisfies Record<AwsCall['service'], string>;

/** Sorted, and encoded as signatures have it. */
function searchOf({ query = {} }: AwsCall): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
}

/** Of a REST API. */
function nameOf({ headers }: Response): string | undefined {
  return headers.get('x-amzn-errortype')?.split(':')[0];
}

/** Of a query API in XML, of the others in JSON. */
function nameIn(text: string): string | undefined {
  return (/<Code>([^<]+)</.exec(text) ?? /"__type":"(?:[^"]*#)?([^"]+)"/.exec(text))?.[1];
}

function messageIn(text: string): string | undefined {
  return (/<Message>([^<]+)</.exec(text) ?? /"[mM]essage":"([^"]+)"/.exec(text))?.[1];
}
