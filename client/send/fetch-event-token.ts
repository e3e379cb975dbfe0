import { CommandError, wrongUsage } from '../command-error.ts';
import type { CallAws } from '../stage/call-aws.ts';
import { readStackOutputs } from '../stage/stack-outputs.ts';
import type { Stage } from '../stage/stage.ts';

export interface EventToken {
  readonly clientId: string;
  readonly token: string;
}

interface Client {
  readonly tokenEndpoint: string;
  readonly id: string;
  readonly secret: string;
}

/**
 * A token of the first client of `events`, as a service of the user's own would get it.
 *
 * @throws CommandError where the stage has no `events`, or gives no token
 */
export async function fetchEventToken(stage: Stage, callAws: CallAws): Promise<EventToken> {
  const { tokenEndpoint, id, secret } = await findClient(stage, callAws);
  const answer = await fetch(tokenEndpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    signal: AbortSignal.timeout(30_000),
  });
  const given = Object(await answer.json().catch(() => undefined));
  if (answer.ok && typeof given.access_token === 'string') {
    return { clientId: id, token: given.access_token };
  }
  throw new CommandError(
    `There is no token for ${id}: ${answer.status} ${given.error ?? ''}`.trimEnd(),
    'A client gets no token once the stack has removed it: is the stage deployed as configured?',
  );
}

function findClient(stage: Stage, callAws: CallAws): Client | Promise<Client> {
  if (stage.stack === undefined) return findDeployedClient(stage.name, callAws);
  const { events } = stage.stack;
  const [client] = events?.clients ?? [];
  if (events === undefined || client?.secret === undefined) throw noEvents();
  return { tokenEndpoint: events.tokenEndpoint, id: client.id, secret: client.secret };
}

async function findDeployedClient(stage: string, callAws: CallAws): Promise<Client> {
  const outputs = await readStackOutputs(stage, callAws);
  const { TokenEndpoint: tokenEndpoint, EventsUserPoolId: UserPoolId } = outputs;
  const [, id] = Object.entries(outputs).find(([name]) => name.startsWith('EventsClientId')) ?? [];
  if (tokenEndpoint === undefined || id === undefined) throw noEvents();
  const text = await callAws({
    service: 'cognito-idp',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPoolClient',
    },
    body: JSON.stringify({ UserPoolId, ClientId: id }),
  });
  const secret: unknown = JSON.parse(text)?.UserPoolClient?.ClientSecret;
  if (typeof secret !== 'string') throw noEvents();
  return { tokenEndpoint, id, secret };
}

function noEvents(): CommandError {
  return wrongUsage(
    'This stage takes no events of services of your own.',
    'Give the configuration `events: {}`, and deploy it (docs/service-to-service.md).',
  );
}
