import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeStackFile } from '../../client/stack-file.ts';
import { resolveTarget } from './resolve-target.ts';

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

it('says what to do when no embedded stack is running', async () => {
  await expect(resolveTarget(embedded)).rejects.toThrow(
    /^No embedded stack is running\. Start it: npm start$/,
  );
});

it('sends to all sources of the embedded stack that is running', async () => {
  writeStackFile(stack, stackFile);
  expect(await resolveTarget(embedded)).toMatchObject({
    endpoint: 'http://127.0.0.1:4100/dev',
    sources: { code: { sender: 'github', secret: 'a secret' } },
  });
});

it('takes a deployed stage from two variables', async () => {
  const env = { SPILLWAY_URL: 'https://api.example.com/prod/', SPILLWAY_SECRET: 'a secret' };
  expect(await resolveTarget({ environment: 'aws', env })).toEqual({
    endpoint: 'https://api.example.com/prod',
    sources: { github: { sender: 'github', secret: 'a secret' } },
  });
});

it('takes another source and sender of a deployed stage from two more', async () => {
  const env = { SPILLWAY_URL: 'https://api.example.com/prod', SPILLWAY_SECRET: 'a secret' };
  const more = { SPILLWAY_SOURCE: 'payments', SPILLWAY_SENDER: 'stripe' };
  expect(await resolveTarget({ environment: 'aws', env: { ...env, ...more } })).toMatchObject({
    sources: { payments: { sender: 'stripe', secret: 'a secret' } },
  });
});

it('names only the variable that is missing', async () => {
  const env = { SPILLWAY_URL: 'https://api.example.com/prod', SPILLWAY_SECRET: '' };
  await expect(resolveTarget({ environment: 'aws', env })).rejects.toThrow(
    /^SPILLWAY_SECRET must be set/,
  );
});
