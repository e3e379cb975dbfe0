import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTable } from '../../local/aws/dynamodb/create-tables.ts';
import { createReconciliationStore } from '../../service/aws/reconciliation-table.ts';
import type { Decision } from '../../service/reconciliation/decision.ts';
import type { Progress } from '../../service/reconciliation/state.ts';
import { type GitHub, startGitHub } from '../../test/factories/github-delivery-log.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

const minuteMs = 60_000;
const now = Date.UTC(2026, 10, 26, 12);
const table = 'spillway-dev-reconciliation';
let fixture: CliFixture;
let github: GitHub;
let dynamo: DynamoDBClient;
let config: string;

beforeAll(async () => {
  github = await startGitHub({ clock: () => now });
  fixture = await startCliFixture({ hasTable: true });
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
  const deliveryLog = { kind: 'github', repository: 'octo/repo', hook: 1, url: github.url };
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
  await github.stop();
});
beforeEach(() => {
  github.rows = [];
  storeToken('a-token-of-github-that-is-long');
});

function storeToken(current: string | undefined): void {
  const secret = fixture.secrets.find('spillway/dev/delivery-logs/github');
  fixture.secrets.put(secret, JSON.stringify({ current }), ['AWSCURRENT']);
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

describe('reconcile run --dry-run', () => {
  it('says what would be asked for, asks for nothing and remembers nothing', async () => {
    github.record({ guid: 'never-came', event: 'push', status: 503, at: now - 30 * minuteMs });
    github.record({ guid: 'unwanted', event: 'star', status: 503, at: now - 30 * minuteMs });
    github.record({ guid: 'accepted', event: 'push', status: 202, at: now - 30 * minuteMs });
    fixture.logs.log({
      ...{ logGroup: '/aws/lambda/spillway-dev-ingestion', logStream: 's' },
      timestamp: now - 30 * minuteMs,
      message: JSON.stringify({
        ...{ message: 'webhook accepted', source: 'github', deliveryId: 'accepted' },
      }),
    });
    expect(await read('run', '--dry-run', 'github')).toMatchObject({
      stage: 'dev',
      sources: [
        {
          ...{ source: 'github', rows: { read: 3, unwanted: 1, ours: 1 } },
          ...{ missing: [{ id: 'never-came', type: 'push' }], absent: [] },
        },
      ],
    });
    const text = await run('run', '--dry-run');
    expect(text).toMatch(/never-came +push +2026-11-26T11:30\S+ +would be asked for/);
    expect(text).toContain('Nothing was asked for.');
    expect(text).toContain('other has no token');
    expect(github.asked).toEqual([]);
    expect(await stateOf('github').readDecisions()).toEqual([]);
  });

  it('says why the log can not be read', async () => {
    github.intercept = () => ({ status: 401, body: '{}' });
    expect(await run('run', '--dry-run', 'github')).toContain('Not read to the end:');
    github.intercept = () => undefined;
  });

  it('is for a source that has a log', async () => {
    await expect(run('run', 'githb', '--dry-run')).rejects.toThrow('Did you mean github?');
    await expect(run('run', 'github')).rejects.toThrow('A run is over all sources');
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
    expect(text).toMatch(/^github +octo\/repo, hook 1 +read +2026-11-26T11:58:00Z +1 min 30 s/m);
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
