import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import { resolveTarget } from './target.ts';

const stack = {
  pid: process.pid,
  stage: 'dev',
  endpoint: 'http://127.0.0.1:4100/dev',
  sinkUrl: 'http://127.0.0.1:4101',
  sources: { code: { sender: 'github', secret: 'a secret' } },
  env: {},
};

const folder = mkdtempSync(join(tmpdir(), 'spillway-target-'));
const stackFile = join(folder, 'stack.json');
const embedded = { environment: undefined, env: {}, stackFile };
afterAll(() => rmSync(folder, { recursive: true }));

it('says what to do when no embedded stack is running', () => {
  expect(() => resolveTarget(embedded)).toThrow(
    /^No embedded stack is running\. Start it: npm start$/,
  );
});

it('sends to the GitHub source of the embedded stack that is running', () => {
  writeStackFile(stack, stackFile);
  expect(resolveTarget(embedded)).toEqual({
    url: 'http://127.0.0.1:4100/dev/webhooks/code',
    secret: 'a secret',
  });
});

it('says so when no source of the stack is of GitHub', () => {
  const sources = { shop: { sender: 'shopify', secret: 'a secret' } };
  writeStackFile({ ...stack, sources }, stackFile);
  expect(() => resolveTarget(embedded)).toThrow(
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
