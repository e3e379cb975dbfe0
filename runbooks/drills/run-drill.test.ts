import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseRunbookPage } from '../pages/read-runbook-page.ts';
import type { Drill } from './drill.ts';
import { type DrillFixture, startDrillFixture } from './drill-fixture.ts';
import { runDrill } from './run-drill.ts';

const { signal } = new AbortController();
let started: DrillFixture;
const set = (alarm: string, level: number) => started.set(alarm, level);

beforeEach(async () => {
  started = await startDrillFixture({ 'queue-age': 2, 'freshness-burn': 1, 'api-5xx': 1 });
});

afterEach(() => started.stop());

const aDrill = (): Drill => ({
  alarm: 'queue-age',
  setup: { name: 'fake' },
  inject: [set('queue-age', 1)],
  detectSeconds: 240,
  mitigation: [set('queue-age', 0)],
  clearSeconds: 240,
});

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
  runDrill({ ...aDrill(), ...changes }, started.on, {
    ...{ signal, say: () => undefined, openShell: started.openShell },
    page: parseRunbookPage('queue-age', page),
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
    const timestamp = started.on.now();
    started.fixture.cloudWatch.putMetric({ ...accepted, dimensions, timestamp });
  };
  const inject = [set('queue-age', 1), { says: 'three are lost', call: lose }];
  const { passed, failures } = await play({ inject });
  expect({ passed, failures }).toEqual({
    passed: false,
    failures: ['3 webhooks are not accounted for: 3 accepted, 0 settled, 0 on their way.'],
  });
});

it('does what the page says, and fails where that fails or lacks what it wants', async () => {
  started.fixture.queues.sendMessage('spillway-dev-dead-letters', 'not an envelope');
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
  started.fixture.addDeadLetter();
  const { passed, failures } = await play();
  expect({ passed, failures }).toEqual({
    passed: false,
    failures: [expect.stringMatching(/^`npx spillway dlq summary` ended with 1: error: /)],
  });
});
