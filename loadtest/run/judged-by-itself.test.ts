import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compileCache } from '../../test/factories/compile-cache.ts';
import { startAnswering } from '../fixtures/answering-server.ts';
import type { Phase } from '../plan/phase.ts';
import { startArtillery } from './start-artillery.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-judged-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const short: Phase = { name: 'sustained', duration: 2, arrivalRate: 20, rampTo: 20 };

async function startAgainst(name: string, answer: RequestListener, phases = [short]) {
  const server = await startAnswering(answer);
  const report = mkdtempSync(join(root, name));
  const { child, ended } = startArtillery({
    ...{ environment: 'aws', phases, report },
    env: { ...compileCache, SPILLWAY_URL: server.url, SPILLWAY_SECRET: 'a-secret-of-this-test' },
  });
  return {
    child,
    async ended() {
      const { exitCode, output } = await ended;
      await server[Symbol.asyncDispose]();
      const file = join(report, 'report.json');
      expect(existsSync(file), output).toBe(true);
      return { exitCode, output, report: JSON.parse(readFileSync(file, 'utf8')) };
    },
  };
}

it('fails against a server that answers 500 or leads elsewhere, says why, and writes a report', async () => {
  let posts = 0;
  const run = await startAgainst('500-', ({ url, method }, response) => {
    if (url === '/elsewhere') response.writeHead(202).end('{"deliveryId":"not-followed"}');
    else if (method === 'POST' && ++posts % 2 === 0) {
      response.writeHead(307, { location: '/elsewhere' }).end();
    } else response.writeHead(500).end();
  });
  const { exitCode, output, report } = await run.ended();

  expect(exitCode, output).toBe(1);
  const counts = { sent: 40, unavailable: 20, rejected: 20, accepted: 0 };
  expect(report).toMatchObject({ verdict: 'failed', counts });
  expect(output).toContain('✗ Answered 5xx or not at all');
  expect(output).toContain('\n20 of 40 webhooks were answered 500.\n');
  expect(output).toContain('\n20 of 40 webhooks were redirected (307), which no sender follows');
});

it('sends nothing more after Ctrl-C, waits for what is under way, and reports', async () => {
  let requests = 0;
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const run = await startAgainst(
    'interrupted-',
    ({ method }, response) => {
      if (method === 'POST' && ++requests === 10) resolve();
      // Answered only after the interrupt.
      setTimeout(() => response.writeHead(500).end(), 500);
    },
    [{ ...short, duration: 60 }],
  );
  await begun;
  run.child.kill('SIGINT');
  const closed = once(run.child, 'close');
  const { exitCode, output, report } = await run.ended();
  await closed;

  expect(exitCode, output).toBe(130);
  expect(report).toMatchObject({ verdict: 'unfinished', counts: { sent: requests } });
  expect(requests).toBeLessThan(200);
  expect(output).not.toContain('still unanswered');
});
