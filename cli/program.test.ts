import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainError } from './explain-error.ts';
import { findStage } from './stage.ts';
import { createTerminal, formatSeconds, formatTable } from './terminal.ts';

describe('the embedded stage', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'spillway-stage-'));
    mkdirSync(join(root, '.spillway'));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const remedy = expect.stringContaining('npm start');

  it('is not there without a stack file', () => {
    expect(() => findStage('local', root)).toThrowError(
      expect.objectContaining({ message: 'No embedded stack is running.', remedy }),
    );
  });

  it('is gone when its process is gone', () => {
    const env = {
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_CLOUDWATCH: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };
    // Above the largest process id that Linux gives.
    write(JSON.stringify({ pid: 2 ** 30, stage: 'dev', env }));
    expect(() => findStage('local', root)).toThrowError(
      expect.objectContaining({ message: expect.stringContaining('is gone'), remedy }),
    );
  });

  it.each(['not json', '{}'])('says which part of the stack file is wrong: %s', (text) => {
    write(text);
    expect(() => findStage('local', root)).toThrowError(/stack\.json can't be read/);
  });

  function write(text: string): void {
    writeFileSync(join(root, '.spillway', 'stack.json'), text);
  }
});

describe('an error of AWS', () => {
  const stage = { name: 'prod', isEmbedded: false };
  const named = (name: string, message = '') => Object.assign(new Error(message), { name });

  it.each([
    ['CredentialsProviderError', 'AWS_PROFILE'],
    ['ExpiredToken', 'aws sso login'],
    ['AccessDenied', 'Allow that action'],
    ['QueueDoesNotExist', 'npx cdk deploy -c stage=prod'],
    ['NoSuchBucket', 'npx cdk deploy -c stage=prod'],
    ['ResourceNotFoundException', 'npx cdk deploy -c stage=prod'],
  ])('says what to do about %s', (name, remedy) => {
    expect(explainError(named(name), stage).remedy).toContain(remedy);
  });

  it('says which action was denied', () => {
    const error = named('AccessDeniedException', 'not authorized to perform: sqs:ReceiveMessage');
    expect(explainError(error, stage).message).toContain('sqs:ReceiveMessage');
  });

  it('tells a dead embedded stack from a dead network', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(explainError(refused, { ...stage, isEmbedded: true }).remedy).toContain('npm start');
    expect(explainError(refused, stage).remedy).toContain('network');
  });

  it('keeps the words of what nobody foresaw', () => {
    expect(explainError(named('Odd', 'odd'), stage).message).toBe('Odd: odd');
  });
});

describe('the terminal', () => {
  it('colours and shows progress only where a person watches', () => {
    const texts: string[] = [];
    const watched = createTerminal({ isTTY: true, write: (text) => texts.push(text) });
    watched.progress('1 of 2');
    watched.line(watched.style('red', 'done'));
    expect(texts.join('')).toContain('\u001b[31mdone');
    expect(texts.join('')).toContain('1 of 2');
    const piped: string[] = [];
    const unwatched = createTerminal({ write: (text) => piped.push(text) });
    unwatched.progress('1 of 2');
    unwatched.line(unwatched.style('red', 'done'));
    expect(piped).toEqual(['done\n']);
  });

  it('honours NO_COLOR', () => {
    expect(createTerminal({ isTTY: true, write: () => undefined }, true).style('red', 'a')).toBe(
      'a',
    );
  });

  it('aligns tables, numbers to the right', () => {
    expect(
      formatTable(
        ['A', 'BB'],
        [
          ['long', 1],
          ['s', 200],
        ],
      ),
    ).toEqual(['A     BB', 'long    1', 's     200']);
  });

  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [95, '1 min 35 s'],
    [90_061, '1 d 1 h'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});

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
});

describe('the command', { timeout: 30_000 }, () => {
  const main = join(import.meta.dirname, 'main.ts');
  const run = (args: readonly string[]) =>
    promisify(execFile)(process.execPath, [main, ...args], {
      env: { AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-west-1', HOME: '/nonexistent' },
    });

  it.each([['--help'], ['status', '--help'], ['dlq', '--help'], ['dlq', 'redrive', '--help']])(
    'explains itself: %s %s',
    async (...args) => {
      expect((await run(args)).stdout).toContain('Usage: spillway');
    },
  );

  it('ends without a word when nobody reads on', async () => {
    const child = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let complaints = '';
    child.stderr.on('data', (text) => (complaints += text));
    const [code] = await once(child, 'close');
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  });

  it.each([
    [['status', '--stage', 'dev'], 'There are no AWS credentials'],
    [['nonsense'], "unknown command 'nonsense'"],
    [['dlq', 'redrive', '--rate', '0'], 'a number above 0'],
    [['dlq', 'redrive', '--limit', '1.5'], 'a whole number above 0'],
    [['dlq', 'redrive', '--class', 'odd'], 'Allowed choices are poison, transient'],
    [['dlq', 'redrive', '--resume', 'a b'], 'not the id of a run'],
    [['dlq', 'discard', '--reason', 'x'], 'every dead letter of the stage'],
  ])('fails on %j', async (args, message) => {
    await expect(run(args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });
});
