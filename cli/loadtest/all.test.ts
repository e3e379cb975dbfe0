import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startAnswering } from '../../loadtest/fixtures/answering-server.ts';
import { scenarioFile, scenarioNames } from '../../loadtest/plan/scenario-files.ts';
import { createChildren } from '../../loadtest/run/children.ts';
import type { JudgedRun } from '../../loadtest/run/run-scenario.ts';
import { runScenarios } from '../../loadtest/run/run-scenarios.ts';
import { compileCache } from '../../test/factories/compile-cache.ts';
import type { ProgramContext } from '../command.ts';
import { exitCodeOf, printRuns } from './print-runs.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-all-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const silent = { step: () => {}, update: () => {}, done: () => {}, fail: () => {} };
const context = {
  root,
  ...{ out: { line: () => {} }, err: { progress: () => {} } },
} as unknown as ProgramContext;
const quiet = new AbortController().signal;

it('runs one after the other until somebody interrupts it, and then still leads to those that were judged', async () => {
  const interrupt = new AbortController();
  let refused = 0;
  let answer: RequestListener = (_, response) => response.writeHead(500).end();
  await using server = await startAnswering((request, response) => answer(request, response));
  const began: string[] = [];
  const progress = {
    ...silent,
    step: (title: string) => {
      const [, name] = /^(\w+) with Artillery/.exec(title) ?? [];
      if (name === undefined) return;
      began.push(name);
      if (name === 'spike') {
        answer = (_, response) => {
          response.writeHead(500).end();
          if (++refused === 3) interrupt.abort();
        };
      }
    },
  };

  const runs = await runScenarios({
    ...{ children: createChildren(), progress, reports: join(root, 'reports') },
    ...{ environment: 'aws', signal: interrupt.signal },
    env: { ...compileCache, SPILLWAY_URL: server.url, SPILLWAY_SECRET: 'of-this-test' },
    scenarios: [
      { file: scenarioFile('smoke'), size: { seconds: 2 } },
      { file: scenarioFile('spike'), size: { rate: 20, seconds: 30 } },
      { file: scenarioFile('soak'), size: { seconds: 30 } },
    ],
  });

  expect(began).toEqual(['smoke', 'spike']);
  expect(runs.map(({ report, exitCode }) => [report.scenario, report.verdict, exitCode])).toEqual([
    ['smoke', 'failed', 1],
    ['spike', 'unfinished', 130],
  ]);
  printRuns(runs, { json: true, stage: 'local' }, context);
  expect(exitCodeOf(runs, interrupt.signal)).toBe(130);
  const page = readFileSync(join(root, 'reports/index.html'), 'utf8');
  expect([...page.matchAll(/report\.html">(\w+)</g)].map(([, name]) => name)).toEqual(began);
}, 120_000);

const ended = (...codes: readonly number[]) => codes.map((exitCode) => ({ exitCode }) as JudgedRun);

it.each([
  [0, [0, 0]],
  [4, [0, 4, 0]],
  [1, [4, 1, 0]],
] as const)('ends with the worst that one of them says: %i', (code, codes) => {
  expect(exitCodeOf(ended(...codes), quiet)).toBe(code);
});

it('presses a stage only after all that has to be calm, and ends with what takes longest', () => {
  expect(scenarioNames.slice(-3)).toEqual(['stress', 'breakpoint', 'soak']);
});
