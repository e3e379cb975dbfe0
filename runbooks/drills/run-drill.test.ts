import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CliFixture, startCliFixture } from '../../cli/cli-fixture.ts';
import { openBooks } from '../../client/audit/open-books.ts';
import { createClients } from '../../client/stage/clients.ts';
import { findStage } from '../../client/stage/stage.ts';
import { audit } from '../../service/audit/audit.ts';
import { parseRunbookPage } from '../pages/read-runbook-page.ts';
import { runInProcess } from '../pages/run-in-process.ts';
import { openShell } from '../pages/shell.ts';
import type { Drill } from './drill.ts';
import { runDrill } from './run-drill.ts';
import type { DrillStage } from './stage/drill-stage.ts';

/** A minute passes in a tenth of a second: nothing here needs time of the machine. */
const clockFactor = 600;
const { signal } = new AbortController();
let fixture: CliFixture;
let on: DrillStage;
let counting: NodeJS.Timeout;
/** What the metric of each alarm is at, from now on. */
let levels: Record<string, number>;

/** An alarm that fires once its metric was above 0 in so many minutes. */
function anAlarm(slug: string, minutes: number) {
  const properties = {
    ...{ AlarmName: `spillway-dev-${slug}`, Namespace: 'Drill', MetricName: slug },
    ...{ Statistic: 'Maximum', Period: 60, Threshold: 0 },
    ...{ EvaluationPeriods: minutes, TreatMissingData: 'notBreaching' },
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmDescription: `It is above 0. · Runbook: https://example.com/runbooks/${slug}.md`,
  };
  return { logicalId: slug, type: 'AWS::CloudWatch::Alarm', properties } as const;
}

beforeEach(async () => {
  levels = { 'queue-age': 0, 'freshness-burn': 0, 'api-5xx': 0 };
  const alarms = [anAlarm('queue-age', 2), anAlarm('freshness-burn', 1), anAlarm('api-5xx', 1)];
  fixture = await startCliFixture({ alarms, hasTable: true, clockFactor });
  const { clock, cloudWatch, root } = fixture;
  counting = setInterval(() => {
    for (const [name, value] of Object.entries(levels)) {
      const metric = { namespace: 'Drill', name, dimensions: {}, values: [value] };
      cloudWatch.putMetric({ ...metric, timestamp: clock.now() });
    }
  }, 20);
  const stage = findStage('local', root);
  const clients = createClients(stage);
  on = { stage, clients, root, clockFactor, now: () => clock.now(), stop: async () => {} };
  await audit(await openBooks(clients, 'dev'), clock.now());
});

afterEach(async () => {
  clearInterval(counting);
  on.clients.destroy();
  await fixture.stop();
});

const set = (alarm: string, level: number) => ({
  says: `${alarm} is at ${level}`,
  call: async () => {
    levels[alarm] = level;
  },
});

const drill: Drill = {
  alarm: 'queue-age',
  setup: { name: 'fake' },
  inject: [set('queue-age', 1)],
  detectSeconds: 240,
  mitigation: [set('queue-age', 0)],
  clearSeconds: 240,
};

const page = `---
time-to-detect: 4 minutes after it is above 0
---
## First five minutes
\`\`\`sh run
npx spillway dlq summary
\`\`\`
Calm: \`There are no dead letters\`

## Mitigation
**1. Throw them away**
\`\`\`sh danger
npx spillway dlq discard --source unknown --reason <REASON>
\`\`\`
Expected: \`discarded\`
`;

const play = (changes: Partial<Drill> = {}) =>
  runDrill({ ...drill, ...changes }, on, {
    signal,
    say: () => undefined,
    page: parseRunbookPage('queue-age', page),
    openShell: async () => {
      const env = { SPILLWAY_STAGE: 'local' };
      const context = { root: on.root, signal, sleep: () => Promise.resolve() };
      return openShell({
        ...{ root: join(import.meta.dirname, '../..'), env },
        runSpillway: (args) => runInProcess(args, env, context),
      });
    },
  });

it('passes where the alarm fires in time, ends after the mitigation, and the books balance', async () => {
  const result = await play();
  expect(result).toMatchObject({ passed: true, failures: [], beside: [], series: [] });
  expect(result.books?.residue).toBe(0);
  expect(result.detectedSeconds).toBeGreaterThan(60);
  expect(result.clearedSeconds).toBeLessThanOrEqual(240);
});

it('fails where the alarm does not fire, and shows the series that it saw', async () => {
  const { passed, failures, series, detectedSeconds } = await play({
    inject: [],
    detectSeconds: 60,
  });
  expect({ passed, failures, detectedSeconds }).toEqual({
    ...{ passed: false, detectedSeconds: undefined },
    failures: ['It did not fire within 180 s.'],
  });
  expect(series.map(({ name }) => name)).toEqual(['spillway-dev-queue-age: watched queue-age']);
  const points = series[0]?.points ?? [];
  expect(points.length).toBeGreaterThanOrEqual(2);
  expect(points.every(({ value }) => value === 0)).toBe(true);
});

it('fails where the alarm fires after its time, and says how late it was', async () => {
  const { passed, failures, detectedSeconds = 0, series } = await play({ detectSeconds: 60 });
  expect(passed).toBe(false);
  expect(failures).toEqual([`It fired after ${detectedSeconds} s, and has 60 s to do so.`]);
  expect(series[0]?.points.some(({ value }) => value === 1)).toBe(true);
});

it('fails where the alarm goes on after the mitigation', async () => {
  const { passed, failures } = await play({ mitigation: [], clearSeconds: 60 });
  expect({ passed, failures }).toEqual({
    passed: false,
    failures: ['It was not over 180 s after the mitigation.'],
  });
});

it('fails where an alarm fires beside it that is no sibling, and takes those that are', async () => {
  const inject = [set('api-5xx', 1), set('freshness-burn', 1), set('queue-age', 1)];
  const mitigation = [set('api-5xx', 0), set('freshness-burn', 0), set('queue-age', 0)];
  const { passed, failures, beside } = await play({ inject, mitigation });
  expect(passed).toBe(false);
  expect(failures).toEqual([expect.stringMatching(/^api-5xx fired too, after \d+ s, and is no/)]);
  expect(beside.map(({ alarm, isDeclared }) => [alarm, isDeclared]).toSorted()).toEqual([
    ['api-5xx', false],
    ['freshness-burn', true],
  ]);
});

it('fails where webhooks are not accounted for', async () => {
  const accepted = { namespace: 'Spillway', name: 'WebhookAccepted', values: [3] };
  const dimensions = { service: 'spillway-dev-ingestion' };
  const lose = async () => {
    fixture.cloudWatch.putMetric({ ...accepted, dimensions, timestamp: on.now() });
  };
  const inject = [set('queue-age', 1), { says: 'three are lost', call: lose }];
  const { passed, failures } = await play({ inject });
  expect({ passed, failures }).toEqual({
    passed: false,
    failures: ['3 webhooks are not accounted for: 3 accepted, 0 settled, 0 on their way.'],
  });
});

it('does what the page says, and fails where that fails or lacks what it wants', async () => {
  fixture.queues.sendMessage('spillway-dev-dead-letters', 'not an envelope');
  const step = 'Throw them away';
  const unfilled = await play({ mitigation: [set('queue-age', 0), { step }] });
  expect(unfilled.failures[0]).toMatch(/^No value is known for <REASON>: npx spillway dlq discard/);
  const none = await play({ mitigation: [set('queue-age', 0), { step: 'Buy another queue' }] });
  expect(none.failures[0]).toMatch(/^queue-age.md has no commands under a step “Buy another/);
  const filled = await play({
    mitigation: [set('queue-age', 0), { step, fill: { REASON: 'drill' } }],
  });
  expect(filled.transcript.map(({ command }) => command)).toEqual([
    'npx spillway dlq summary',
    'npx spillway dlq discard --source unknown --reason drill',
  ]);
});

it('fails where what the page has one look at first fails', async () => {
  // To tell what became of it takes a configuration, and there is none here.
  fixture.addDeadLetter();
  const { passed, failures } = await play();
  expect({ passed, failures }).toEqual({
    passed: false,
    failures: [expect.stringMatching(/^`npx spillway dlq summary` ended with 1: error: /)],
  });
});
