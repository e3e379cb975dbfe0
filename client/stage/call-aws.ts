import { createSigner } from '../../service/aws/signature-v4.ts';
import type { StackDescription } from '../stack-file.ts';
import type { Clients } from './clients.ts';
import { nowhere } from './embedded-stage.ts';

export interface AwsCall {
  /** As in the name of its endpoint. */
  readonly service: 'cloudformation' | 'cognito-idp';
  readonly headers: Readonly<Record<string, string>>;
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
  return async ({ service, headers, body }) => {
    const region = await sqs.config.region();
    const url = stack ? endpointAt(stack, service) : endpointOn(region, service);
    const { host } = url;
    const sign = createSigner({ region, service });
    const request = { method: 'POST', path: '/', headers: { host, ...headers }, body };
    const signed = sign(request, await sqs.config.credentials(), new Date());
    const answer = await send(url, {
      method: 'POST',
      headers: signed,
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (answer.ok) return text;
    throw Object.assign(new Error(messageIn(text) ?? `${service} answered ${answer.status}`), {
      name: nameIn(text) ?? 'Error',
    });
  };
}

function endpointOn(region: string, service: AwsCall['service']): URL {
  return new URL(
    `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`,
  );
}

/** Nothing that is meant for an embedded stack reaches AWS. */
function endpointAt({ env }: StackDescription, service: AwsCall['service']): URL {
  return new URL(env[variables[service]] ?? nowhere);
}

const variables = {
  cloudformation: 'AWS_ENDPOINT_URL_CLOUDFORMATION',
  'cognito-idp': 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
} as const satisfies Record<AwsCall['service'], string>;

/** Of a query API in XML, of the others in JSON. */
function nameIn(text: string): string | undefined {
  return (/<Code>([^<]+)</.exec(text) ?? /"__type":"(?:[^"]*#)?([^"]+)"/.exec(text))?.[1];
}

function messageIn(text: string): string | undefined {
  return (/<Message>([^<]+)</.exec(text) ?? /"[mM]essage":"([^"]+)"/.exec(text))?.[1];
}
