import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { eventually } from './factories/eventually.ts';
import { fixtureArguments } from './factories/fixture-inputs.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

let stack: EmbeddedStack;
let token = '';

beforeAll(async () => {
  stack = await startFixtureStack({ configFile: 'examples/service-events.config.ts' });
  token = (await fetchToken()).access_token;
});

afterAll(() => stack?.stop());

async function callAws(service: string, target: string, input: object) {
  const response = await fetch(stack.env[`AWS_ENDPOINT_URL_${service}`] ?? '', {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(input),
  });
  return JSON.parse(await response.text());
}

async function fetchToken(form: Record<string, string> = {}) {
  const { tokenEndpoint, clients: [client] = [] } = stack.events ?? { tokenEndpoint: '' };
  const credentials = Buffer.from(`${client?.id}:${client?.secret}`).toString('base64');
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
  return JSON.parse(await response.text());
}

const event = '{"type":"order.paid","data":{"order":1}}';

async function send(
  key: string,
  {
    authorization = `Bearer ${token}`,
    body = event,
  }: { authorization?: string; body?: string } = {},
) {
  const response = await fetch(`${stack.endpoint}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(authorization && { authorization }),
    },
    body,
  });
  return { response, body: JSON.parse(await response.text()) };
}

async function arrivals(deliveryId: string) {
  const arrived = () =>
    stack.arrivals.page(0).deliveries.filter((arrival) => arrival.deliveryId === deliveryId);
  await eventually(`${deliveryId} arrived`, () => arrived().length > 0);
  return arrived();
}

function contentOf(body: string) {
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { bytes: Buffer.byteLength(body), sha256 };
}

describe('POST /events', () => {
  it('takes an event with a token, and delivers it, signed, as a webhook', async () => {
    const { response, body } = await send('first');
    expect(response.status).toBe(202);
    const deliveryId = `${stack.outputs.EventsClientIdBilling}:first`;
    expect(body).toEqual({ deliveryId });
    expect(await arrivals(deliveryId)).toEqual([
      expect.objectContaining({ source: 'events', type: 'order.paid', ...contentOf(event) }),
    ]);
  });

  it('gives the same delivery id to the same key', async () => {
    const [first, second] = [await send('twice'), await send('twice')];
    expect([first.response.status, second.response.status]).toEqual([202, 202]);
    expect(second.body).toEqual(first.body);
  });

  it('takes a large event by the claim check', async () => {
    const body = JSON.stringify({ type: 'large', data: { text: 'é'.repeat(150 * 1024) } });
    const { deliveryId } = (await send('large', { body })).body;
    expect(await arrivals(deliveryId)).toMatchObject([contentOf(body)]);
  });

  it.each([
    ['no token', () => ''],
    ['a text', () => 'Bearer token'],
    ['a token whose signature was changed', () => `Bearer ${token.slice(0, -8)}AAAAAAAA`],
    ['Basic credentials', () => 'Basic YTpi'],
  ])('refuses %s with 401, as a problem', async (_what, authorization) => {
    const { response, body } = await send('refused', { authorization: authorization() });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(body).toMatchObject({
      type: 'urn:spillway:rejection:token-refused',
      trackingId: response.headers.get('x-amzn-requestid'),
    });
  });

  it.each([
    ['no type', '{"data":{}}', 'event-malformed'],
    ['no JSON', 'type', 'event-malformed'],
    ['nothing', '', 'body-empty'],
  ])('refuses an event with %s with 400', async (_what, body, reason) => {
    const answer = await send('malformed', { body });
    expect(answer.response.status).toBe(400);
    expect(answer.body.type).toBe(`urn:spillway:rejection:${reason}`);
  });

  it('refuses an event without a key with 400', async () => {
    const { response, body } = await send('not a key');
    expect(response.status).toBe(400);
    expect(body.type).toBe('urn:spillway:rejection:idempotency-key-missing');
  });

  it('gives no token for a scope that the client has not', async () => {
    expect(await fetchToken({ scope: 'spillway/admin' })).toEqual({ error: 'invalid_scope' });
  });

  it('tells a client’s secret as AWS does', async () => {
    const { UserPoolClient } = await callAws(
      'COGNITO_IDENTITY_PROVIDER',
      'AWSCognitoIdentityProviderService.DescribeUserPoolClient',
      {
        UserPoolId: stack.outputs.EventsUserPoolId,
        ClientId: stack.outputs.EventsClientIdOrders,
      },
    );
    const orders = stack.events?.clients.find(({ id }) => id === UserPoolClient.ClientId);
    expect(UserPoolClient.ClientSecret).toBe(orders?.secret);
    expect(orders?.name).toBe('spillway-dev-events-orders');
  });

  it('leaves webhooks as they are: nothing unsigned gets in with a token', async () => {
    const response = await fetch(`${stack.endpoint}/webhooks/github`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: event,
    });
    expect(response.status).toBe(401);
    expect(JSON.parse(await response.text()).type).toBe('urn:spillway:rejection:signature-missing');
  });
});

describe('npm start', () => {
  it('prints two lines that get a token and send an event when pasted into a shell', async () => {
    const config = ['--config', 'examples/service-events.config.ts'];
    const options = ['--unlisted', '--port', '0', ...fixtureArguments.npmStart, ...config];
    const child = spawn(process.execPath, ['local/main.ts', ...options]);
    const ended = new Promise((resolve) => child.on('exit', resolve));
    try {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk;
      });
      const lines = () => /^TOKEN=.*\ncurl .*\n/m.exec(output)?.[0];
      await eventually('the lines are there', () => lines() !== undefined);
      const { stdout } = await promisify(execFile)('sh', ['-c', lines() ?? '']);
      expect(stdout).toMatch(/^HTTP\/1.1 202/);
      await eventually('it arrived', () =>
        /delivered .*:try-\d+ {2}events order\.paid/.test(output),
      );
    } finally {
      child.kill('SIGINT');
      await ended;
    }
  });
});
