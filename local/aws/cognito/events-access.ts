import type { StartedUserPool } from './template-pool.ts';
import type { PoolClient } from './user-pool.ts';

/** How a service gets a token for `POST /events` of this stack. */
export interface EventsAccess {
  /** `http://127.0.0.1:<port>/oauth2/token` */
  readonly tokenEndpoint: string;
  readonly clients: readonly PoolClient[];
}

/** Nothing where the configuration has no `events`. */
export function describeEvents(started: StartedUserPool | undefined): {
  readonly events?: EventsAccess;
} {
  if (started === undefined) return {};
  const { pool, endpoint } = started;
  return { events: { tokenEndpoint: `${endpoint}/oauth2/token`, clients: pool.clients } };
}

/** What an AWS SDK client or CLI needs to read a client's secret, as on AWS. */
export function cognitoEnvironment(started: StartedUserPool | undefined): Record<string, string> {
  return started === undefined
    ? {}
    : { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: started.endpoint };
}

/**
 * Two commands to paste into a shell: the first gets a token, the second sends an event with it.
 *
 * @param endpoint of the API, with its stage
 */
export function eventCurlLines(
  endpoint: string,
  { tokenEndpoint, clients: [client] }: EventsAccess,
): readonly string[] {
  if (client === undefined) return [];
  const event = JSON.stringify({ type: 'order.paid', data: { order: 1 } });
  // No jq: not every machine has it.
  const pick = `sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'`;
  const headers = [
    '"Authorization: Bearer $TOKEN"',
    '"Content-Type: application/json"',
    '"Idempotency-Key: try-$(date +%s)"',
  ].map((header) => `-H ${header}`);
  return [
    `TOKEN=$(curl -s -u ${client.id}:${client.secret} -d grant_type=client_credentials ${tokenEndpoint} | ${pick})`,
    `curl -i ${endpoint}/events ${headers.join(' ')} --data-binary '${event}'`,
  ];
}
