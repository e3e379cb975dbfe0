import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GitHub, startGitHub } from '../../test/factories/github-delivery-log.ts';
import { type HttpReceiver, startHttpReceiver } from '../../test/factories/http-receiver.ts';
import { SecretsUnavailableError } from '../errors.ts';
import { capturedRecords } from '../telemetry/captured-lines-fixture.ts';
import { createLines } from '../telemetry/create-lines.ts';
import { createReconciliation, type ReconciliationRequest } from './reconciliation.ts';
import type { ReconciliationPorts } from './reconciliation-ports.ts';
import type { SourceReport } from './source-report.ts';
import { createStoredState } from './stored-state-fixture.ts';

const token = 'github_pat_of_the_tests';
const minuteMs = 60_000;
const runMs = 4 * minuteMs;
const env = {
  ...{ prefix: 'spillway-dev', deliveryTable: 'd', reconciliationTable: 'r', memoryDays: 20 },
  ...{ secretPrefix: 's/', ingestionLogGroup: 'l', logRetentionDays: 30 },
  redeliveriesPerSecond: 1_000,
};

/** Our side: answers as `intake.answer` says, and remembers what it took. */
let intake: HttpReceiver;
let github: GitHub;
const taken = new Set<string>();
let ahead = 0;

beforeAll(async () => {
  intake = await startHttpReceiver();
});
afterAll(() => intake.stop());
beforeEach(async () => {
  taken.clear();
  ahead = 0;
  answerWith(() => 202);
  github = await startGitHub({
    ...{ hook: { url: intake.url }, clock: () => Date.now() + ahead },
    isAuthorized: (given) => given === token,
  });
});
afterEach(() => github.stop());

function answerWith(statusFor: (id: string) => number): void {
  intake.answer = (response, { headers }) => {
    const id = String(headers['x-github-delivery']);
    const status = statusFor(id);
    if (status === 202) taken.add(id);
    response.writeHead(status).end();
  };
}

function aStage(given: Partial<ReconciliationPorts> = {}) {
  const { ports: state } = createStoredState(() => {});
  const { logger, openLine } = createLines(() => ({ groups: [] }));
  const log = { kind: 'github', repository: 'octo/repo', hook: 1, url: github.url } as const;
  const reconcileSources = createReconciliation({
    ...{ env, logger, openLine, sleep: github.settled, trueTime: Date.now },
    sources: { github: { log, receivers: ['app'] } },
    readToken: async () => token,
    openState: () => state,
    findDeliveries: async (keys) =>
      new Set(keys.filter((key) => taken.has(key.slice('github/app//'.length)))),
    readAccepted: async () => new Set(),
    readHealth: async () => ({ failed: [], throttled: [], accepted: [], throttles: [] }),
    ...given,
  });
  const told: SourceReport[] = [];
  /** @returns what was logged */
  const run = (request?: ReconciliationRequest) =>
    capturedRecords(async () => {
      const times = { startedAt: Date.now() + ahead, remainingMs: runMs };
      told.push(...(await reconcileSources(times, request)));
    });
  return { run, told };
}

const summary = (records: readonly Readonly<Record<string, unknown>>[]) =>
  records.find(({ message }) => message === 'delivery log reconciled');

describe('a run', () => {
  it('has sent again what an outage refused, and tells so in metrics', async () => {
    let sent = 0;
    answerWith(() => (++sent > 60 && sent <= 100 ? 503 : 202));
    for (let batch = 0; batch < 15; batch++) {
      await Promise.all(Array.from({ length: 10 }, () => github.deliver()));
    }
    answerWith(() => 202);
    ahead = 10 * minuteMs;
    const stage = aStage();
    expect(summary(await stage.run())).toMatchObject({
      ...{ level: 'INFO', source: 'github', RedeliveryRequested: 40, MissedDeliveries: 0 },
      rows: { read: 150, ours: 110 },
      asked: { count: 40 },
    });
    await github.settled();
    expect(taken.size).toBe(150);
    expect(new Set(github.asked).size).toBe(40);
    ahead += 10 * minuteMs;
    expect(summary(await stage.run())).toMatchObject({ ended: { arrived: 40 } });
    expect(github.asked).toHaveLength(40);
  });

  it('publishes each metric of a source, zeros too', async () => {
    const line = summary(await aStage().run());
    const { CloudWatchMetrics: directives } = Object(line?._aws);
    const names = Object(directives).flatMap(({ Metrics }: { Metrics: readonly object[] }) =>
      Metrics.map((metric) => Object(metric).Name),
    );
    expect(new Set(names)).toEqual(
      new Set([
        ...['RedeliveryRequested', 'MissedDeliveries', 'DeliveredButAbsent'],
        ...['DeliveryLogUnreadable', 'ReconciliationLag'],
      ]),
    );
    expect(line).toMatchObject({ DeliveredButAbsent: 0, DeliveryLogUnreadable: 0 });
  });

  it('counts what came to nothing, and names it', async () => {
    const { guid } = github.record({ status: 413 });
    ahead = 10 * minuteMs;
    const records = await aStage().run();
    expect(summary(records)).toMatchObject({ MissedDeliveries: 1, ended: { refused: 1 } });
    expect(records).toContainEqual(
      expect.objectContaining({ level: 'ERROR', end: 'refused', deliveryIds: [guid] }),
    );
  });

  it('never logs a token, nor anything of an answer', async () => {
    await github.deliver({ body: '{"secret":"body of a webhook"}' });
    const stage = aStage();
    const before = await stage.run();
    github.intercept = () => ({ status: 401, body: '{"message":"secret answer"}' });
    const records = [...before, ...(await stage.run())];
    expect(summary(await stage.run())).toMatchObject({
      ...{ level: 'WARN', DeliveryLogUnreadable: 1, failure: 'unauthorized' },
    });
    expect(JSON.stringify(records)).not.toMatch(/github_pat|secret|body of/);
  });

  it('takes a log that is busy or away for no reason to wake anybody', async () => {
    github.intercept = () => ({ status: 429, headers: { 'retry-after': '60' } });
    expect(summary(await aStage().run())).toMatchObject({
      ...{ level: 'WARN', DeliveryLogUnreadable: 0, failure: 'throttled' },
    });
  });

  it('takes a key that is none for a log that can not be read', async () => {
    const app = { kind: 'github', app: 7, url: github.url } as const;
    const stage = aStage({ sources: { github: { log: app, receivers: ['app'] } } });
    const records = await stage.run();
    expect(summary(records)).toMatchObject({ DeliveryLogUnreadable: 1, failure: 'unauthorized' });
    expect(JSON.stringify(records)).not.toContain(token);
  });

  it.each(['github_pat_of two', 'github_pat_of\ntwo', 'github_pat_of_ü'])(
    'takes a token that no header can hold for none, and never quotes it: %j',
    async (wrong) => {
      const records = await aStage({ readToken: async () => wrong }).run();
      expect(summary(records)).toMatchObject({ DeliveryLogUnreadable: 1 });
      expect(JSON.stringify(records)).not.toContain('github_pat');
      expect(github.requests).toEqual([]);
    },
  );

  it('takes a token with a line end behind it, as files have', async () => {
    const records = await aStage({ readToken: async () => `${token}\n` }).run();
    expect(summary(records)).toMatchObject({ DeliveryLogUnreadable: 0 });
    expect(github.requests).not.toEqual([]);
  });

  it('asks nobody without a token, and reports zeros', async () => {
    const records = await aStage({ readToken: async () => undefined }).run();
    expect(github.requests).toEqual([]);
    expect(records).toContainEqual(
      expect.objectContaining({ source: 'github', ReconciliationLag: 0, DeliveryLogUnreadable: 0 }),
    );
  });

  it('asks for nothing while webhooks are refused here', async () => {
    github.record({ status: 503 });
    ahead = 10 * minuteMs;
    const failed = [{ at: 0, value: 50 }];
    const readHealth = async () => ({ failed, throttled: [], accepted: [], throttles: [] });
    expect(summary(await aStage({ readHealth }).run())).toMatchObject({
      left: { count: 1, why: 'unwell' },
    });
    expect(github.asked).toEqual([]);
  });

  it('takes nothing for missing whose receipt can not be looked up, and fails', async () => {
    github.record({ status: 503 });
    ahead = 10 * minuteMs;
    const readAccepted = async () => {
      throw new Error('The query did not end');
    };
    const stage = aStage({ readAccepted });
    const problem = 'The query did not end';
    expect(await stage.run()).toContainEqual(expect.objectContaining({ level: 'ERROR' }));
    expect(stage.told).toEqual([{ source: 'github', state: 'failed', problem }]);
    expect(github.asked).toEqual([]);
  });

  it('fails where a token can not be read', async () => {
    const readToken = async () => {
      throw new SecretsUnavailableError('The secret could not be read');
    };
    const stage = aStage({ readToken });
    await stage.run();
    expect(stage.told).toMatchObject([{ state: 'failed' }]);
  });

  it('that only looks asks for nothing, remembers nothing and publishes nothing', async () => {
    github.record({ status: 503 });
    ahead = 10 * minuteMs;
    const stage = aStage();
    const records = await stage.run({ dryRun: true, source: 'github' });
    expect(records.map(({ message }) => message)).toEqual(['delivery logs reconciled']);
    expect(JSON.stringify(records)).not.toContain('_aws');
    expect(stage.told).toMatchObject([
      { source: 'github', state: 'read', found: { read: 1, missing: 1, asked: 0 } },
    ]);
    await stage.run({ dryRun: true });
    expect(stage.told[1]?.found).toMatchObject({ missing: 1 });
    expect(github.asked).toEqual([]);
    await stage.run();
    expect(github.asked).toHaveLength(1);
  });

  it('of a source that names no log is refused', async () => {
    await expect(aStage().run({ source: 'stripe' })).rejects.toThrow('stripe');
  });

  it('looks no further back than we remember ourselves', async () => {
    const dayMs = 24 * 60 * minuteMs;
    github.record({ status: 503, at: Date.now() - 2.5 * dayMs });
    const { guid } = github.record({ status: 503, at: Date.now() - 1.5 * dayMs });
    const records = await aStage({ env: { ...env, logRetentionDays: 2 } }).run();
    expect(summary(records)).toMatchObject({ asked: { deliveryIds: [guid] } });
  });
});
