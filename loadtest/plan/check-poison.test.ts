import { expect, it } from 'vitest';
import fixture from '../../test/fixtures/default.config.ts';
import config from '../stack.config.ts';
import { checkPoison, sendsPoison } from './check-poison.ts';
import { planRun } from './plan-run.ts';
import { scenarioFile, scenarioNames } from './scenario-files.ts';

const handover = planRun({
  ...{ run: 'a-run', file: 'poison.yml', routes: config, workers: 1, timeoutMs: 10_000 },
  ...{ now: Date.UTC(2026, 10, 26), size: {} },
  phases: [{ name: 'sustained', duration: 2, arrivalRate: 1, rampTo: 1 }],
  target: {
    endpoint: 'http://127.0.0.1:4100/dev',
    sources: { github: { sender: 'github', secret: 'a secret of these tests' } },
  },
});

it('knows by its file which scenario sends poison', () => {
  expect(scenarioNames.filter((name) => sendsPoison(scenarioFile(name)))).toEqual(['poison']);
});

it('is content with a route that refuses poison for good', async () => {
  await expect(checkPoison(handover, config)).resolves.toBeUndefined();
});

it('sends no poison to a stage that would process it', async () => {
  await expect(checkPoison(handover, fixture)).rejects.toThrow(
    /^No route of this configuration refuses poison. Start a stack that does: npm start -- --config loadtest/,
  );
});

it('takes an error that would be tried again for no refusal', async () => {
  const failing = () => {
    throw new Error('later');
  };
  const routes = config.routes.map((route) => ({ ...route, transform: failing }));
  await expect(checkPoison(handover, { ...config, routes })).rejects.toThrow('No route');
});
