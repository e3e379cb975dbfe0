import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeStackFile, writeStackFile } from '../../client/stack-file.ts';
import { nowhere } from '../../client/stage/embedded-stage.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';

let root: string;
let file: string;
const endpoint = 'http://127.0.0.1:4102';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'spillway-env-'));
  file = join(root, '.spillway', 'stack.json');
  writeStackFile(
    {
      ...{ pid: process.pid, stage: 'prod', endpoint: `${nowhere}/prod`, sinkUrl: nowhere },
      sources: {},
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: "it's local",
        AWS_ENDPOINT_URL: nowhere,
        ...Object.fromEntries(
          ['SQS', 'CLOUDWATCH', 'CLOUDWATCH_LOGS', 'SECRETS_MANAGER', 'XRAY', 'S3', 'DYNAMODB'].map(
            (service) => [`AWS_ENDPOINT_URL_${service}`, endpoint],
          ),
        ),
      },
    },
    file,
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const run = (args: string, context: Parameters<typeof runSpillway>[1] = { root }) =>
  runSpillway(args.split(' '), context);
/** A shell that `npx spillway env` has set up. */
const inShell = { awsEndpoint: nowhere, defaultStage: 'prod' };

/** What programs of a shell see once it has evaluated this. */
function evaluate(lines: string, before: Readonly<Record<string, string>>) {
  const script = 'eval "$1"; env -0';
  const variables = execFileSync('/bin/sh', ['-c', script, 'sh', lines], { env: before });
  const pairs = variables.toString('utf8').split('\0').filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

describe('npx spillway env', () => {
  it('gives a shell endpoints, region, keys and the stage, and takes away what goes before them', async () => {
    const before = { PATH: '/bin', AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'of work' };
    const after = evaluate(await run('env'), before);
    expect(after).toMatchObject({
      ...{ SPILLWAY_STAGE: 'prod', AWS_ENDPOINT_URL: nowhere, AWS_ENDPOINT_URL_SQS: endpoint },
      ...{ AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'local' },
      AWS_SECRET_ACCESS_KEY: "it's local",
    });
    expect(after).not.toHaveProperty('AWS_PROFILE');
    expect(after).not.toHaveProperty('AWS_SESSION_TOKEN');
  });

  it('has a way back that leaves nothing of it', async () => {
    const given = evaluate(await run('env'), { PATH: '/bin' });
    const left = evaluate(await run('env --unset', { root, ...inShell }), given);
    expect(Object.keys(left).filter((name) => /^(AWS|SPILLWAY)_/.test(name))).toEqual([]);
  });

  it('speaks fish and PowerShell', async () => {
    expect(await run('env --shell fish')).toContain(
      "set -gx AWS_SECRET_ACCESS_KEY 'it\\'s local'\n",
    );
    expect(await run('env --shell powershell')).toContain(
      "$env:AWS_SECRET_ACCESS_KEY = 'it''s local'\n",
    );
  });

  it('gives programs JSON', async () => {
    expect(JSON.parse(await run('env --json')).set).toMatchObject({ SPILLWAY_STAGE: 'prod' });
  });

  it.each(['env --stage prod', 'env --stage dev --json'])(
    'prints nothing for a deployed stage, and says why: %s',
    async (command) => {
      const printed: string[] = [];
      const out = createTerminal({ write: (text) => printed.push(text) });
      await expect(run(command, { root, out })).rejects.toMatchObject({
        message: expect.stringContaining('is for the embedded stack only'),
        remedy: expect.stringContaining('npx spillway env --stage local'),
      });
      expect(printed).toEqual([]);
    },
  );

  it('says what to start where no stack runs', async () => {
    removeStackFile(process.pid, file);
    await expect(run('env')).rejects.toMatchObject({
      message: 'No embedded stack is running.',
      remedy: expect.stringContaining('npm start'),
    });
  });

  it('is renewed for a stack with another stage than the shell’s', async () => {
    const stale = { root, awsEndpoint: nowhere, defaultStage: 'dev' };
    expect(await run('env', stale)).toContain('export SPILLWAY_STAGE=prod\n');
  });
});

describe('in a shell that it set up', () => {
  it.each([
    ['SPILLWAY_STAGE', 'fault', inShell],
    ['--stage', 'fault --stage prod', { awsEndpoint: nowhere }],
    ['--stage of a command below another', 'fault off --stage prod', { awsEndpoint: nowhere }],
  ])(
    'the stage’s own name means the embedded stack, and so does local: %s',
    async (_, command, context) => {
      // It has no faults to switch, which it says only once the stack was found.
      await expect(run(command, { root, ...context })).rejects.toThrow(/stack|fault/i);
      await expect(run(command, { root, ...context })).rejects.not.toThrow(/deployed stage/);
    },
  );

  it.each(['status --stage dev', 'dlq redrive --stage dev --yes', 'env --stage dev'])(
    'no other stage is taken for one on AWS: %s',
    async (command) => {
      await expect(run(command, { root, ...inShell })).rejects.toMatchObject({
        message: expect.stringContaining("dev can't be reached from here"),
        remedy: expect.stringContaining('npx spillway env --unset'),
      });
    },
  );

  it('says how to leave it where the stack is gone', async () => {
    removeStackFile(process.pid, file);
    await expect(run('status', { root, ...inShell })).rejects.toMatchObject({
      message: 'No embedded stack is running.',
      remedy: expect.stringContaining('npx spillway env --unset'),
    });
  });
});
