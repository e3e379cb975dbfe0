import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainError } from '../client/explain-error.ts';
import { findStage } from '../client/stage/stage.ts';
import { exitCodeOf } from '../client/terminal/exit-codes.ts';
import { formatSeconds, formatTable } from '../client/terminal/format.ts';
import { createTerminal } from '../client/terminal/terminal.ts';

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
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_XRAY: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };
    // Above the largest process id that Linux gives.
    const urls = { endpoint: 'http://127.0.0.1:1/dev', sinkUrl: 'http://127.0.0.1:1' };
    write(JSON.stringify({ pid: 2 ** 30, stage: 'dev', ...urls, sources: {}, env }));
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
  const lines = { same: () => 'npx spillway status', other: () => '' };
  const explain = (error: Error, changes = {}) =>
    explainError(error, { ...stage, ...changes }, lines);
  const named = (name: string, message = '') => Object.assign(new Error(message), { name });

  it.each([
    ['CredentialsProviderError', 'AWS_PROFILE'],
    ['ExpiredToken', 'aws sso login'],
    ['AccessDenied', 'Allow that action'],
    ['QueueDoesNotExist', 'npx cdk deploy -c stage=prod'],
    ['NoSuchBucket', 'npx cdk deploy -c stage=prod'],
    ['ResourceNotFoundException', 'npx cdk deploy -c stage=prod'],
  ])('says what to do about %s', (name, remedy) => {
    expect(explain(named(name)).remedy).toContain(remedy);
  });

  it('says which action was denied', () => {
    const error = named('AccessDeniedException', 'not authorized to perform: sqs:ReceiveMessage');
    expect(explain(error).message).toContain('sqs:ReceiveMessage');
  });

  it('tells a dead embedded stack from a dead network', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(explain(refused, { isEmbedded: true }).remedy).toContain('npm start');
    expect(explain(refused).remedy).toContain('network');
  });

  it('keeps the words of what nobody foresaw', () => {
    expect(explain(named('Odd', 'odd')).message).toBe('Odd: odd');
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

describe('what a run ends with', () => {
  it.each([
    ['drained', 0, 0],
    ['drained', 1, 3],
    ['limit', 2, 3],
    ['interrupted', 0, 130],
    ['interrupted', 1, 130],
  ])('where it was %s with %d undone: %d', (stopped, undone, code) => {
    expect(exitCodeOf(stopped, undone)).toBe(code);
  });
});
