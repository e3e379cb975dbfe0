import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { allow, createTestAccess, workerWith } from '../iam/access-fixture.ts';
import { DeployedFunctions } from './deployed-functions.ts';
import { createRecorder, testMachine } from './function-fixture.ts';
import { readFunctions } from './read-functions.ts';

const logs = 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/worker:*';
const mayLog = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logs);
const mayTrace = allow('xray:PutTraceSegments', '*');

const codeFolder = mkdtempSync(join(tmpdir(), 'spillway-function-'));
const source = `export const handler = async () => { console.log('said'); return process.env; };`;
writeFileSync(join(codeFolder, 'index.mjs'), source);
let started = new AsyncDisposableStack();
afterEach(async () => {
  await started.disposeAsync();
  started = new AsyncDisposableStack();
});
afterAll(() => rmSync(codeFolder, { recursive: true }));

/** The function `worker` as it is deployed, with a role of these statements. */
async function create(statements: readonly object[]) {
  const { Worker, ...role } = workerWith(statements);
  const access = createTestAccess({
    ...role,
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...Worker?.Properties,
        ...{ Handler: 'index.handler', Runtime: 'nodejs24.x', Code: { S3Key: 'worker.zip' } },
        TracingConfig: { Mode: 'Active' },
      },
    },
  });
  const { observer, lines } = createRecorder();
  const machine = { ...testMachine, awsEnvironment: { AWS_ACCESS_KEY_ID: 'local' } };
  const functions = new DeployedFunctions(machine);
  started.defer(() => functions.stop());
  const declared = readFunctions({
    ...{ ...access, observer, machine },
    assetFolders: new Map([['worker.zip', codeFolder]]),
    adaptEnvironment: (environment) => environment,
  });
  void functions.deploy(declared);
  return {
    ...access,
    lines,
    invoke: () => functions.byName.get('worker')?.invoke({ payload: '{}' }),
  };
}

it('hands a function the credentials of its own role, and not those of this machine', async () => {
  const { invoke, iam } = await create([mayTrace, mayLog]);
  const outcome = await invoke();
  const { accessKeyId, secretAccessKey, sessionToken } = iam.credentialsOf('worker');
  expect(outcome?.kind === 'success' && JSON.parse(outcome.payload)).toMatchObject({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
}, 30_000);

it('writes no log for a role that may not write one, and tells of the permission', async () => {
  const allowed = await create([mayTrace, mayLog]);
  await allowed.invoke();
  expect(allowed.lines.map(({ message }) => message).join()).toContain('said');
  const { invoke, lines, events } = await create([mayTrace, allow('logs:PutLogEvents', logs)]);
  await invoke();
  expect(lines).toEqual([]);
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'denied', action: 'logs:CreateLogStream' }),
  );
}, 30_000);

it('refuses a function that traces with a role that may not', async () => {
  await expect(create([mayLog])).rejects.toThrow(
    'The provided execution role does not have permissions to call PutTraceSegments on XRAY',
  );
});
