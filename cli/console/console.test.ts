import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive } from '../../client/is-alive.ts';
import { compileCache } from '../../test/factories/compile-cache.ts';
import { eventually } from '../../test/factories/eventually.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';
import { failureOf } from '../report-failure.ts';

interface Session {
  readonly writeToken: string;
}

const main = join(import.meta.dirname, '../main.ts');
let stage: CliFixture;

beforeEach(async () => {
  stage = await startCliFixture({ hasTable: true });
});
afterEach(() => stage.stop());

/** Of a stage as if it were on AWS. */
async function startConsole(...flags: readonly string[]) {
  const { sqs, secrets, cloudWatch, logs, tables } = stage.endpoints;
  const child = spawn(process.execPath, [main, 'console', '--json', '--stage', 'dev', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...compileCache,
      ...{ AWS_ENDPOINT_URL_SQS: sqs, AWS_ENDPOINT_URL_S3: sqs, AWS_REGION: fixtureRegion },
      ...{ AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets, AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch },
      ...{ AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs, AWS_ENDPOINT_URL_DYNAMODB: tables },
      ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    },
  });
  const ended = once(child, 'exit');
  const [line] = await once(child.stdout, 'data');
  const { url } = JSON.parse(String(line));
  const { headers } = await fetch(url, { redirect: 'manual' });
  const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
  const { origin } = new URL(url);
  const ask = (path: string, options: RequestInit = {}) =>
    fetch(origin + path, { ...options, headers: { cookie, origin, ...options.headers } });
  return { child, ended, ask };
}

function childrenOf(pid: number): readonly number[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = listed.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
}

const queue = (role: string) => stage.queues.inspectQueue(`spillway-dev-${role}`)?.messages;

describe('spillway console', { timeout: 60_000 }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'gives back on %s what a run holds, and leaves nothing behind',
    async (signal) => {
      for (let n = 0; n < 30; n++) stage.addDeadLetter({ deliveryId: `d-${n}` });
      const { child, ended, ask } = await startConsole('--write');
      expect((await ask('/main.js')).status).toBe(200);
      const { writeToken } = (await (await ask('/api/session')).json()) as Session;
      const order = { kind: 'redrive', filter: { source: 'github' }, ratePerSecond: 1 };
      const begun = await ask('/api/letter-jobs', {
        ...{ method: 'POST', body: JSON.stringify(order) },
        headers: { 'x-spillway-write': writeToken },
      });
      expect(begun.status).toBe(200);
      await eventually('one was moved', () => (queue('intake')?.ready.length ?? 0) > 0);
      expect(queue('dead-letters')?.inflight.length).toBeGreaterThan(0);
      const own = childrenOf(child.pid ?? 0);
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(queue('dead-letters')?.inflight).toEqual([]);
      const [dead, moved] = ['dead-letters', 'intake'].map(
        (role) => queue(role)?.ready.length ?? 0,
      );
      expect((dead ?? 0) + (moved ?? 0)).toBe(30);
      await eventually('its children have ended', () => !own.some(isAlive));
    },
  );

  it.each([
    ['70000', 2, 'It must be a port: 1 to 65535.'],
    ['8.5', 2, 'It must be a whole number above 0.'],
    ['0', 2, 'It must be a number above 0.'],
  ])('says what is wrong with the port %s', async (port, exitCode, why) => {
    const failed = await stage.run(['console', '--port', port]).catch((error: unknown) => error);
    expect(failureOf(failed, false)).toMatchObject({
      exitCode,
      message: expect.stringContaining(why),
    });
  });

  it('says that another one listens at its port', async () => {
    const { port } = new URL(stage.endpoints.cloudWatch);
    const failed = await stage.run(['console', '--port', port]).catch((error: unknown) => error);
    expect(failureOf(failed, false)).toMatchObject({
      ...{ message: `Port ${port} is taken.`, remedy: expect.stringContaining('--port') },
    });
  });

  it('only reads unless it was told otherwise', async () => {
    const { child, ended, ask } = await startConsole();
    const session = await (await ask('/api/session')).json();
    expect(session).toMatchObject({ stage: 'dev', mayWrite: false });
    expect(session).not.toHaveProperty('writeToken');
    child.kill();
    await ended;
  });
});
