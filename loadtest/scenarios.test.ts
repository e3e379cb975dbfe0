import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPhases, resizePhases, sustainedPhaseOf } from './plan/phases.ts';
import { quickSizes, scenarioFile, scenarioNames } from './plan/scenario-files.ts';

const script = z.object({
  config: z.record(z.string(), z.unknown()),
  before: z.unknown(),
  after: z.unknown(),
  scenarios: z.array(
    z.strictObject({
      name: z.string(),
      weight: z.int().positive(),
      flow: z.tuple([z.strictObject({ function: z.string() })]),
    }),
  ),
});

const read = (name: (typeof scenarioNames)[number]) => {
  const text = readFileSync(scenarioFile(name), 'utf8');
  return { text, ...script.parse(parse(text)) };
};

it('knows each scenario, and there is no other', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.yml'));
  expect(files.map((file) => basename(file, '.yml')).sort()).toEqual([...scenarioNames].sort());
});

describe.each(scenarioNames)('%s', (name) => {
  it('has all but its phases and its webhooks in common with the others', () => {
    const { config, before, after } = read(name);
    const { config: other, ...hooks } = read('spike');
    expect({ ...config, phases: [] }).toEqual({ ...other, phases: [] });
    expect({ before, after }).toEqual({ before: hooks.before, after: hooks.after });
  });

  it('names only functions that its processor has', () => {
    const processor = readFileSync(new URL('./processor.mjs', import.meta.url), 'utf8');
    const named = read(name).scenarios.map(({ flow }) => flow[0].function);
    const missing = named.filter((step) => !processor.includes(`export const ${step} = send(`));
    expect(missing).toEqual([]);
  });

  it('says how it is run', () => {
    expect(read(name).text).toContain(`npx artillery run loadtest/${name}.yml`);
  });

  it('divides its webhooks by hundredths', () => {
    const weights = read(name).scenarios.map(({ weight }) => weight);
    expect(weights.reduce((total, each) => total + each)).toBe(100);
  });

  it('ends in time when it has to be quick', () => {
    const phases = resizePhases(readPhases(scenarioFile(name)), quickSizes[name]);
    const seconds = phases.reduce((total, { duration }) => total + duration, 0);
    expect(seconds).toBeLessThanOrEqual(62);
  });
});

it('takes five minutes for all of them when they have to be quick', () => {
  const seconds = scenarioNames.flatMap((name) =>
    resizePhases(readPhases(scenarioFile(name)), quickSizes[name]).map(({ duration }) => duration),
  );
  expect(seconds.reduce((total, each) => total + each)).toBeLessThanOrEqual(320);
});

it('raises the load of the breakpoint by a quarter from step to step', () => {
  const rates = readPhases(scenarioFile('breakpoint'))
    .slice(1)
    .map(({ rampTo }) => rampTo);
  const ratios = rates.slice(1).map((rate, index) => rate / (rates[index] ?? 0));
  expect(ratios.map((ratio) => ratio.toFixed(2))).toEqual(Array(7).fill('1.25'));
});

it('sends as many valid webhooks a second in an attack as before it', () => {
  const phases = readPhases(scenarioFile('hostile'));
  const calm = phases.find(({ name }) => name === 'calm')?.rampTo ?? 0;
  const share = (read('hostile').scenarios[0]?.weight ?? 0) / 100;
  expect((sustainedPhaseOf(phases)?.rampTo ?? 0) * share).toBeCloseTo(calm);
});
