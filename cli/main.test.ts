import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../client/terminal/exit-codes.ts';
import { compileCache } from '../test/factories/compile-cache.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from './cli-fixture.ts';

const main = join(import.meta.dirname, 'main.ts');
const nobody = {
  ...compileCache,
  ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-west-1', HOME: '/nonexistent' },
};

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], environment: NodeJS.ProcessEnv = nobody): Promise<Ended> {
  return promisify(execFile)(process.execPath, [main, ...args], { env: environment }).then(
    (streams) => ({ code: 0, ...streams }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe('npx spillway', { timeout: 30_000 }, () => {
  it('works from a shell that has nothing of this repository on its path, and without a network', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'spillway-npx-'));
    // biome-ignore lint/style/noProcessEnv: the shell's own path is what is tested here.
    const path = (env.PATH ?? '').split(delimiter);
    const elsewhere = path.filter((folder) => !folder.includes('node_modules'));
    try {
      const { stdout } = await promisify(execFile)('npx', ['--offline', 'spillway', '--help'], {
        cwd: import.meta.dirname,
        env: { ...env, PATH: elsewhere.join(delimiter), npm_config_cache: cache },
      });
      expect(stdout).toContain('Usage: spillway');
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  });

  it('works where npx remembers the command of an earlier version', async () => {
    const { version } = JSON.parse(readFileSync(join(main, '../../package.json'), 'utf8'));
    const { stdout } = await promisify(execFile)(main, ['--version'], { env });
    expect(stdout).toBe(`${version}\n`);
  });
});

let fixture: CliFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

/** A fixture as if it were a stage on AWS. */
async function startStage(): Promise<{ fixture: CliFixture; aws: NodeJS.ProcessEnv }> {
  fixture = await startCliFixture();
  const { sqs, secrets } = fixture.endpoints;
  const aws = {
    ...compileCache,
    ...{ AWS_ENDPOINT_URL_SQS: sqs, AWS_ENDPOINT_URL_S3: sqs, AWS_REGION: fixtureRegion },
    ...{ AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', SPILLWAY_STAGE: 'dev' },
  };
  return { fixture, aws };
}

describe('a run whose npx is killed', { timeout: 60_000 }, () => {
  it('ends after the batch at hand, as on Ctrl-C', async () => {
    const { fixture: stage, aws } = await startStage();
    for (let n = 0; n < 30; n++) stage.addDeadLetter({ deliveryId: `d-${n}` });
    const args = [
      '--offline',
      'spillway',
      'dlq',
      'redrive',
      '--yes',
      '--limit',
      '30',
      '--rate',
      '1',
    ];
    const npx = spawn('npx', args, {
      cwd: import.meta.dirname,
      env: { ...env, ...aws },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = text(npx.stderr);
    await once(npx.stderr, 'readable');
    npx.kill('SIGKILL');
    expect(await said).toContain('Go on with: npx spillway dlq redrive --stage dev');
    const { messages } = stage.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    expect(messages?.inflight).toEqual([]);
    expect(messages?.ready.length).toBeGreaterThan(20);
  });
});

describe('the command', { timeout: 60_000 }, () => {
  it('explains itself, with its exit codes', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    const table = stdout.split('Exit codes:\n')[1]?.split('\n\n')[0] ?? '';
    const codes = table.split('\n').map((line) => Number(/^ +(\d+) +\S/.exec(line)?.[1]));
    expect(codes).toEqual(Object.values(exitCodes));
  });

  it('says which version it is', async () => {
    const { version } = JSON.parse(readFileSync(join(main, '../../package.json'), 'utf8'));
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('ends without a word when nobody reads on', async () => {
    const child = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let complaints = '';
    child.stderr.on('data', (more) => (complaints += more));
    const [code] = await once(child, 'close');
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  });

  it.each([
    [1, ['status', '--stage', 'dev'], 'There are no AWS credentials'],
    [2, ['nonsense'], "unknown command 'nonsense'"],
    [2, ['dlq'], 'Usage: spillway dlq'],
    [2, ['dlq', 'redrive', '--rate', '0'], 'a number above 0'],
    [2, ['dlq', 'redrive', '--class', 'odd'], 'Allowed choices are poison, transient'],
    [2, ['dlq', 'discard', '--reason', 'x'], 'every dead letter of the stage'],
    [2, ['secrets', 'rotate', 'github', '--stage', 'prod'], 'npx spillway secrets rotate github'],
  ])('fails with %d on %j', async (code, args, message) => {
    const ended = await run(args);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) });
    expect(ended.stderr).not.toContain('    at ');
  });

  it.each([
    [['status', '--json', '--stage', 'dev'], 1, 'There are no AWS credentials.', 'aws sso login'],
    [['dlq', 'show', '--json', '--stage', 'dev'], 2, "missing required argument 'id'", '--help'],
    [['summary', '--json'], 2, "unknown command 'summary'", '--help'],
  ])(
    'gives the error of %j to a program, as the last line of stderr',
    async (args, code, message, remedy) => {
      const ended = await run(args);
      expect(ended).toMatchObject({ code, stdout: '' });
      const { error } = JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '');
      expect(error).toEqual({
        ...{ exitCode: code, message: expect.stringContaining(message) },
        remedy: expect.stringContaining(remedy),
      });
    },
  );

  it('says with --debug where an error arose and what caused it', async () => {
    const { stderr } = await run(['status', '--stage', 'dev', '--debug']);
    expect(stderr).toMatch(/\n {4}at .*explain-error\.ts/);
    expect(stderr).toMatch(/\ncaused by CredentialsProviderError: .*\n {4}at /);
    const inJson = await run(['status', '--stage', 'dev', '--debug', '--json']);
    const { trace } = JSON.parse(inJson.stderr).error;
    expect(trace.join('\n')).toContain('caused by CredentialsProviderError');
  });

  it.each(['rotate', 'set'])('says no secret with --debug: secrets %s', async (name) => {
    const { fixture: stage, aws } = await startStage();
    stage.secrets.create('spillway/dev/sources/github', '{"current":"hidden-1');
    const { code, stdout, stderr } = await run(
      ['secrets', name, 'github', '--yes', '--debug'],
      aws,
    );
    expect(code).toBe(1);
    expect(stderr).toContain('caused by MalformedSecretError: The secret of github is not a JSON');
    expect(`${stdout}${stderr}`).not.toContain('hidden');
  });

  it('ends with 130 on Ctrl-C, and goes on where it was with the line that it printed', async () => {
    const { fixture: stage, aws } = await startStage();
    for (let n = 0; n < 30; n++) stage.addDeadLetter({ deliveryId: `d-${n}` });
    const flags = ['--yes', '--sample', '5', '--limit', '20', '--wait', '60', '--rate', '2'];
    const child = spawn(process.execPath, [main, 'dlq', 'redrive', ...flags], { env: aws });
    const said = text(child.stderr);
    await once(child.stderr, 'readable');
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    const moved = stage.bodiesIn('intake').length;
    expect(moved).toBeLessThan(5);
    const line = /^Go on with: npx spillway (.*)$/m.exec(await said)?.[1] ?? '';
    for (const flag of ['--stage dev', '--sample 5', '--wait 60', '--rate 2', '--resume ']) {
      expect(line).toContain(flag);
    }
    expect(line).toContain(`--limit ${20 - moved}`);
  });
});
