import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloudFormation } from '../cloudformation/start-cloudformation.ts';
import { startLambdaApi } from '../lambda/api/start-lambda-api.ts';
import { DeployedFunctions } from '../lambda/deployed-functions.ts';
import { DeployedMappings } from '../lambda/event-source-mapping/deployed-mappings.ts';
import { testMachine } from '../lambda/function-fixture.ts';
import { allow, createTestAccess, workerWith } from './access-fixture.ts';
import { administrator, credentialHeaders } from './administrator.ts';

const arnOf = (service: string, rest: string) =>
  `arn:aws:${service}:eu-west-1:000000000000:${rest}`;
const { iam, tell } = createTestAccess(
  workerWith([
    allow('lambda:GetFunction', arnOf('lambda', 'function:open')),
    allow('cloudformation:DescribeStacks', arnOf('cloudformation', 'stack/open/*')),
  ]),
);
const endpoints: Record<string, string> = {};
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const context = {
    functions: new DeployedFunctions(testMachine),
    mappings: new DeployedMappings(),
  };
  const services = await Promise.all([startLambdaApi(context), startCloudFormation()]);
  for (const [index, { endpoint, enforceAccess, stop }] of services.entries()) {
    enforceAccess(iam.access, tell);
    stops.push(stop);
    endpoints[['lambda', 'cloudformation'][index] ?? ''] = endpoint;
  }
});
afterAll(() => Promise.all(stops.map((stop) => stop())));

const calls = {
  lambda: (name: string, headers: Record<string, string>) =>
    fetch(`${endpoints.lambda}/2015-03-31/functions/${name}`, { headers }),
  cloudformation: (name: string, headers: Record<string, string>) =>
    fetch(endpoints.cloudformation ?? '', {
      ...{ method: 'POST', headers },
      body: new URLSearchParams({ Action: 'DescribeStacks', StackName: name }),
    }),
} as const;
const role = credentialHeaders(iam.credentialsOf('worker'));

it.each([
  ['lambda', `lambda:GetFunction on resource: ${arnOf('lambda', 'function:shut')}`],
  [
    'cloudformation',
    `cloudformation:DescribeStacks on resource: ${arnOf('cloudformation', 'stack/shut/local')}`,
  ],
] as const)(
  'lets a role do in %s what its policy allows, and the administrator all',
  async (service, denied) => {
    const call = calls[service];
    const refused = await call('shut', role);
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining(`is not authorized to perform: ${denied}`),
    ]);
    expect((await call('shut', {})).status).toBe(403);
    // Nothing of these names is there.
    const found = await Promise.all([
      call('open', role),
      call('shut', credentialHeaders(administrator)),
    ]);
    expect(found.map(({ status }) => status)).toEqual(
      service === 'lambda' ? [404, 404] : [400, 400],
    );
  },
);
