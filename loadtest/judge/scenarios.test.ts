import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { queueWaitThresholdSeconds } from '../../dashboards/alarms/intake-queue.ts';
import { plan } from '../fixtures/run.ts';
import { queueAgeSeconds } from './gates/service.ts';
import { gatesOf } from './scenarios.ts';

const scenarios = readdirSync(join(import.meta.dirname, '..'))
  .filter((file) => file.endsWith('.yml'))
  .map((file) => file.replace('.yml', ''));

it.each(scenarios)('holds %s to conservation, and to no forgery', (scenario) => {
  const names = gatesOf({ ...plan, scenario }).map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(['lost', 'duplicate', 'twoEnds', 'forged']));
});

it('waits no longer in a run than the alarm on the age of the queue', () => {
  expect(queueAgeSeconds).toBe(queueWaitThresholdSeconds);
});

it.each([
  ['spike', 'latency'],
  ['hostile', 'hostile'],
])('holds %s against no calm phase where there is none', (scenario, gate) => {
  const named = (name: string) =>
    gatesOf({
      ...{ ...plan, scenario },
      phases: [{ name, duration: 2, arrivalRate: 1, rampTo: 1 }],
    }).map(([each]) => each);
  expect(named('sustained')).not.toContain(gate);
  expect(named('calm')).toContain(gate);
});
