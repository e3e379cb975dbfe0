import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { resolveTarget } from './target.ts';

const stack = {
  pid: process.pid,
  stage: 'dev',
  endpoint: 'http://127.0.0.1:4100/dev',
  sinkUrl: 'http://127.0.0.1:4101',
  sources: { code: { sender: 'github', secret: 'a secret' } },
  env: {},
};

const readRunning = (description: object) => ({
  environment: undefined,
  env: {},
  readStackFile: () => JSON.stringify(description),
});

it('sends to the GitHub source of the embedded stack that is running', () => {
  expect(resolveTarget(readRunning(stack))).toEqual({
    url: 'http://127.0.0.1:4100/dev/webhooks/code',
    secret: 'a secret',
  });
});

it('says what to do when no embedded stack is running', () => {
  const readStackFile = () => {
    throw new Error('ENOENT');
  };
  expect(() => resolveTarget({ environment: undefined, env: {}, readStackFile })).toThrow(
    /^No embedded stack is running: npm start$/,
  );
});

it('takes the file that a killed stack left behind for none', () => {
  const { pid = 0 } = spawnSync(process.execPath, ['-e', '']);

  expect(() => resolveTarget(readRunning({ ...stack, pid }))).toThrow(
    /^No embedded stack is running: npm start$/,
  );
});

it('names the field that a stack description lacks, without showing a secret', () => {
  const { sinkUrl: _, ...incomplete } = stack;
  expect(() => resolveTarget(readRunning(incomplete))).toThrow(/sinkUrl/);
  expect(() => resolveTarget(readRunning(incomplete))).not.toThrow(/a secret/);
});

it('says so when no source of the stack is of GitHub', () => {
  const sources = { shop: { sender: 'shopify', secret: 'a secret' } };
  expect(() => resolveTarget(readRunning({ ...stack, sources }))).toThrow(
    'The running stack has no source whose sender is github.',
  );
});

it('takes a deployed stage from two variables', () => {
  const env = { SPILLWAY_URL: 'https://api.example.com/prod/', SPILLWAY_SECRET: 'a secret' };
  expect(resolveTarget({ environment: 'aws', env })).toEqual({
    url: 'https://api.example.com/prod/webhooks/github',
    secret: 'a secret',
  });
});

it('names only the variable that is missing', () => {
  const env = { SPILLWAY_URL: 'https://api.example.com/prod', SPILLWAY_SECRET: '' };
  expect(() => resolveTarget({ environment: 'aws', env })).toThrow(/^SPILLWAY_SECRET must be set/);
});
