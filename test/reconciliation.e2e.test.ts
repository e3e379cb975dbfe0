import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { type GitHub, startGitHub } from './factories/github-delivery-log.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const minuteMs = 60_000;
const token = 'github_pat_of_nobody_0123456789';
const root = mkdtempSync(join(tmpdir(), 'spillway-reconciliation-'));
const configFile = join(root, 'spillway.config.ts');

let stack: EmbeddedStack;
let github: GitHub;
/** The alarms that have fired, by the last part of their names. */
const ringing: string[] = [];

beforeAll(async () => {
  github = await startGitHub({
    isAuthorized: (given) => given === token,
    path: '/repos/acme/shop/hooks/7',
    // Goes by the time of the stack, which jumps.
    clock: () => Date.now(),
  });
  const deliveryLog = { kind: 'github', repository: 'acme/shop', hook: 7, url: github.url };
  const config = {
    sources: { github: { sender: 'github', deliveryLog } },
    destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
    routes: [{ name: 'main', match: { json: { ref: ['refs/heads/main'] } }, to: ['app'] }],
  };
  writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
  stack = await startFixtureStack({
    ...{ configFile, canJump: true, context: { ticketAlarms: 'true' } },
    onAlarm({ state, alarm: { name } }) {
      if (state === 'ALARM') ringing.push(name.replace('spillway-dev-', ''));
    },
    alterTemplate({ Resources }) {
      const functions = Object.values(Resources).map(({ Properties }) => Properties);
      const reconciling = functions.find(({ FunctionName }) =>
        String(FunctionName).endsWith('-reconciliation'),
      );
      Object(reconciling?.Environment).Variables.REDELIVERIES_PER_SECOND = '100';
    },
  });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  github.hook = { url: `${endpoint}/webhooks/github`, secret: sources.github?.secret ?? '' };
  const file = join(root, '.spillway', 'stack.json');
  writeStackFile({ pid: process.pid, stage, endpoint, sinkUrl, configFile, sources, env }, file);
}, 180_000);

afterAll(async () => {
  await stack.stop();
  await github.stop();
  rmSync(root, { recursive: true, force: true });
});

const spillway = (...args: string[]) =>
  runSpillway(args, { root, readInput: async () => token, now: Date.now });

/** 20 at a time, as many as they are. */
async function deliver(count: number): Promise<void> {
  let left = count;
  const sender = async () => {
    while (left-- > 0) await github.deliver();
  };
  await Promise.all(Array.from({ length: 20 }, sender));
}

const arrived = () => stack.arrivals.page(0).deliveries.map(({ deliveryId }) => deliveryId);

it('reads nothing without a token, and says so', async () => {
  await stack.jump(6 * minuteMs);
  expect(github.requests).toEqual([]);
  expect(await spillway('reconcile', 'status')).toContain('github has no token');
});

it('asks for the 40 of 1,000 that an outage refused, each once, and each arrives once', async () => {
  await spillway('secrets', 'set', 'github', '--delivery-log');
  await stack.jump(6 * minuteMs);
  // No route takes it, and the table has no row of it.
  await github.deliver({ body: '{"ref":"refs/heads/other"}' });
  await deliver(480);
  await stack.faults.on('queue-down');
  await deliver(40);
  await stack.faults.off();
  await deliver(480);
  const refused = github.rows.filter(({ status_code }) => status_code === 503);
  expect(refused).toHaveLength(40);
  await vi.waitUntil(() => arrived().length === 960, { timeout: 60_000 });
  // What is younger than four minutes is left alone, and a run comes every five.
  await stack.jump(11 * minuteMs);
  await vi.waitUntil(() => arrived().length >= 1_000, { timeout: 60_000 });
  expect(github.asked.toSorted()).toEqual(refused.map(({ id }) => id).toSorted());
  expect(new Set(arrived()).size).toBe(1_000);
  await stack.jump(15 * minuteMs);
  expect(github.asked).toHaveLength(40);
  expect(arrived()).toHaveLength(1_000);
  const { sources } = JSON.parse(await spillway('reconcile', 'status', '--json'));
  expect(sources).toMatchObject([{ state: 'reading', counts: { arrived: 40, missing: 0 } }]);
}, 180_000);

it('wakes someone for what its sender calls delivered, and asks for none of it', async () => {
  github.asked = [];
  github.record({ guid: 'nowhere', status: 202 });
  await stack.jump(25 * minuteMs);
  expect(ringing).toContain('delivered-but-absent-github');
  expect(await spillway('reconcile', 'status')).toMatch(/nowhere +push .* absent/);
  expect(github.asked).toEqual([]);
}, 90_000);

it('gives up after five asks, and wakes someone', async () => {
  github.isRedelivering = false;
  github.record({ guid: 'never-came', status: 503 });
  await stack.jump(190 * minuteMs);
  expect(github.asked).toHaveLength(5);
  expect(await spillway('reconcile', 'status')).toMatch(/never-came +push .* given up: asked-en/);
  expect(ringing).toContain('missed-deliveries-github');
}, 90_000);

it('learns by a run called for by hand that what was given up has come, sent again by hand', async () => {
  await github.deliver({ guid: 'never-came' });
  const run = async (...flags: string[]) =>
    JSON.parse(await spillway('reconcile', 'run', 'github', '--json', ...flags)).sources[0];
  await vi.waitUntil(async () => (await run('--dry-run')).found.arrived === 1, {
    ...{ timeout: 60_000, interval: 250 },
  });
  expect(await run()).toMatchObject({ source: 'github', state: 'read', found: { arrived: 1 } });
  expect(await spillway('reconcile', 'status')).not.toContain('never-came');
}, 90_000);

it('writes a ticket when its token has run out, and ends it once there is another', async () => {
  github.intercept = () => ({ status: 401, body: '{"message":"Bad credentials"}' });
  await stack.jump(25 * minuteMs);
  expect(ringing.at(-1)).toBe('delivery-log-unreadable-github');
  expect(await spillway('reconcile', 'status')).toContain('github is unreadable');
  github.intercept = () => undefined;
  await stack.jump(15 * minuteMs);
  expect(await spillway('reconcile', 'status', '--json')).toContain('"state": "reading"');
}, 90_000);
