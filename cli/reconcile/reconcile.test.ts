import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readStackFile, writeStackFile } from '../../client/stack-file.ts';
import { createTable } from '../../local/aws/dynamodb/create-tables.ts';
import { createReconciliationStore } from '../../service/aws/reconciliation-table.ts';
import type { Decision } from '../../service/reconciliation/decision.ts';
import type { SourceReport } from '../../service/reconciliation/source-report.ts';
import type { Progress } from '../../service/reconciliation/state.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

const minuteMs = 60_000;
const now = Date.UTC(2026, 10, 26, 12);
const table = 'spillway-dev-reconciliation';
let fixture: CliFixture;
let lambda: Awaited<ReturnType<typeof startLambda>>;
let dynamo: DynamoDBClient;
let config: string;

beforeAll(async () => {
  fixture = await startCliFixture({ hasTable: true });
  lambda = await startLambda();
  await createTable(fixture.endpoints.tables, table, {
    AttributeDefinitions: ['source', 'id'].map((AttributeName) => ({
      ...{ AttributeName, AttributeType: 'S' },
    })),
    KeySchema: [
      { AttributeName: 'source', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ],
  });
  dynamo = new DynamoDBClient({
    ...{ endpoint: fixture.endpoints.tables, region: fixtureRegion },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  for (const name of ['github', 'other']) {
    fixture.secrets.create(`spillway/dev/delivery-logs/${name}`, '{}');
  }
  config = join(fixture.root, 'logs.config.ts');
  const deliveryLog = { kind: 'github', repository: 'octo/repo', hook: 1 };
  const sources = {
    github: { sender: 'github', deliveryLog },
    other: { sender: 'github', deliveryLog: { kind: 'github', app: 7 } },
  };
  const routes = "[{ name: 'all', match: { type: ['push'] }, to: ['app'] }]";
  const destinations = { app: { type: 'http', url: 'https://app.example.com/' } };
  writeFileSync(
    config,
    `export default { sources: ${JSON.stringify(sources)}, destinations: ${JSON.stringify(destinations)}, routes: ${routes} };`,
  );
});
afterAll(async () => {
  dynamo.destroy();
  await fixture.stop();
  await lambda.stop();
});
beforeEach(() => {
  storeToken('a-token-of-github-that-is-long');
});

function storeToken(current: string | undefined): void {
  const secret = fixture.secrets.find('spillway/dev/delivery-logs/github');
  fixture.secrets.put(secret, JSON.stringify({ current }), ['AWSCURRENT']);
}

const reports: readonly SourceReport[] = [
  {
    ...{ source: 'github', state: 'read' },
    found: {
      ...{ read: 310, missing: 12, asked: 0, arrived: 3, missed: 1, absent: 0, lagMs: 90_000 },
      left: { count: 12, why: 'unwell' },
      silentUntil: '2026-11-25T12:00:40.000Z',
    },
  },
  { source: 'other', state: 'off' },
  { source: 'busy', state: 'raced' },
  { source: 'expired', state: 'unreadable', problem: 'answered 401' },
];

/** Stands for the stage's functions. */
async function startLambda() {
  const seen = { asked: [] as unknown[], failure: undefined as string | undefined };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isOurs = request.url?.endsWith('/functions/spillway-dev-reconciliation/invocations');
    seen.asked.push(isOurs ? JSON.parse(body) : request.url);
    const { failure } = seen;
    if (failure !== undefined) response.setHeader('x-amz-function-error', 'Unhandled');
    response.end(JSON.stringify(failure === undefined ? reports : { errorMessage: failure }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const file = join(fixture.root, '.spillway', 'stack.json');
  const stack = readStackFile(file);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeStackFile({ ...stack, env: { ...stack.env, AWS_ENDPOINT_URL_LAMBDA: url } }, file);
  const stop = () => new Promise((resolve) => server.close(resolve));
  return Object.assign(seen, { stop });
}

const stateOf = (source: string) =>
  createReconciliationStore<Progress, Decision>(dynamo, table, source);

const run = (...args: string[]) =>
  fixture.run(['reconcile', ...args, '--config', config], { now: () => now });
const read = async (...args: string[]) => JSON.parse(await run(...args, '--json'));

function publish(name: string, value: number, at = now - 2 * minuteMs): void {
  fixture.cloudWatch.putMetric({
    ...{ namespace: 'Spillway', name, values: [value], timestamp: at },
    dimensions: { service: 'spillway-dev-reconciliation', source: 'github' },
  });
}

const decision = (id: string, changes: Partial<Decision> = {}): Decision => ({
  ...{ id, attemptId: '1', type: 'push', kind: 'missed', asks: 0 },
  ...{ at: now - 60 * minuteMs, foundAt: now - 50 * minuteMs, waitsUntil: now, ...changes },
});

describe('reconcile run', () => {
  it.each([
    [['github', '--dry-run'], { source: 'github', dryRun: true }],
    [[], {}],
  ])('%j has the function of the stage do it, and says what it found', async (args, request) => {
    let exitCode = 0;
    const said = await fixture.run(['reconcile', 'run', ...args, '--config', config], {
      now: () => now,
      setExitCode: (code) => (exitCode = code),
    });
    expect(lambda.asked.at(-1)).toEqual(request);
    expect(said).toMatch(/^github +read +310 +12 +0 +3 +1 +0 +1 min 30 s/m);
    expect(said).toContain('github: 12 missing and not asked for: webhooks are refused here');
    expect(said).toContain(
      'github: not read, since the sender asked for silence until 2026-11-25T12:00',
    );
    expect(said).toContain('other has no token');
    expect(said).toContain('busy: another run was at work on it');
    expect(said).toContain('expired: answered 401');
    expect(exitCode).toBe(3);
    const { sources } = await read('run', ...args);
    expect(sources).toEqual(reports);
  });

  it('says why the function failed', async () => {
    lambda.failure = 'No source of this name';
    await expect(run('run')).rejects.toThrow('failed: No source of this name');
    lambda.failure = undefined;
  });

  it('is for a source that has a log, and asks before a deployed stage is changed', async () => {
    await expect(run('run', 'githb', '--dry-run')).rejects.toThrow('Did you mean github?');
    await expect(run('run', '--stage', 'prod')).rejects.toThrow('no terminal to ask at');
  });
});

describe('reconcile status', () => {
  it('names what is missing, asked for, given up and absent, and how far the log is read', async () => {
    const { replaceProgress, replaceDecision } = stateOf('github');
    const complete = { theirs: now - 5 * minuteMs, ours: now - 5 * minuteMs };
    await replaceProgress({ begunAt: 0, complete }, 0);
    const decisions = [
      decision('new'),
      decision('asked', { asks: 2, waitsUntil: now + 10 * minuteMs }),
      decision('sought', { kind: 'absent' }),
      decision('back', { end: 'arrived', asks: 1 }),
      decision('hopeless', { end: 'asked-enough', asks: 5 }),
      decision('gone\u001b[2J', { kind: 'absent', end: 'lost' }),
    ];
    for (const one of decisions) await replaceDecision(one, 0, now + minuteMs);
    publish('ReconciliationLag', 90_000);
    publish('DeliveryLogUnreadable', 0);
    const { sources } = await read('status');
    expect(sources).toMatchObject([
      {
        ...{ source: 'github', log: 'octo/repo, hook 1', state: 'reading', lagSeconds: 90 },
        readUntil: '2026-11-26T11:55:00.000Z',
        counts: { missing: 1, asked: 1, 'looked-for': 1, arrived: 1, 'given-up': 1, absent: 1 },
      },
      { source: 'other', log: 'App 7', state: 'no-token', webhooks: [] },
    ]);
    expect(sources[0].webhooks).toHaveLength(5);
    const text = await run('status');
    expect(text).toMatch(/^github +octo\/repo, hook 1 +reading +2026-11-26T11:58:00Z +1 min 30 s/m);
    expect(text).toMatch(/^hopeless +push +2026-11-26T11:00:00Z +5 +given up: asked-enough/m);
    expect(text).toMatch(/^asked +push +\S+ +2 +asked for until 2026-11-26T12:10:00Z/m);
    expect(text).toContain('npx spillway secrets set other --stage local');
    expect(text).not.toContain('\u001b');
  });

  it('says that the sender refuses, or that nothing runs', async () => {
    publish('ReconciliationLag', 0, now - minuteMs);
    publish('DeliveryLogUnreadable', 1, now - minuteMs);
    expect(await run('status', 'github')).toContain('runbooks/delivery-log-unreadable.md');
    const later = { now: () => now + 60 * minuteMs };
    const text = await fixture.run(['reconcile', 'status', 'github', '--config', config], later);
    expect(text).toContain('github is silent');
    expect(text).toContain('runbooks/reconciler-silent.md');
  });

  it('says so where no source has a log', async () => {
    const plain = join(fixture.root, 'plain.config.ts');
    writeFileSync(
      plain,
      "export default { sources: { github: { sender: 'github' } }, destinations: {}, routes: [] };",
    );
    expect(await fixture.run(['reconcile', 'status', '--config', plain])).toContain(
      'No source has a delivery log',
    );
  });
});
