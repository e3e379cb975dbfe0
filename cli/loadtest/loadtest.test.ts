import { expect, it } from 'vitest';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { reportOf } from '../../loadtest/fixtures/report.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';
import { exitCodeOf } from './print-runs.ts';

const run = (args: string) => runSpillway(['loadtest', ...args.split(' ')], { root: '/nowhere' });

it.each([
  ['smoke --target https://a.example --stage prod', 'leave out one of --target and --stage'],
  ['smoke --target a.example', 'a.example is no URL'],
  ['smoke --target https://a.example', 'SPILLWAY_SECRET is not set'],
])('sends nothing where it is not clear where to: loadtest %s', async (args, message) => {
  await expect(run(args)).rejects.toMatchObject({
    message: expect.stringContaining(message),
    exitCode: exitCodes.usage,
  });
});

it.each([
  ['smoke --seconds 1', 'It must be from 2 to 604,800'],
  ['smoke --rate 1e9', 'It must be at most 1,000,000'],
  ['stress --at-most 1e9', 'It must be at most 1,000,000'],
])('starts no stack for what nothing can send: loadtest %s', async (args, message) => {
  await expect(run(args)).rejects.toThrow(message);
});

it.each([
  [0, [{ exitCode: 4, isRepeated: true }, { exitCode: 0 }]],
  [4, [{ exitCode: 1, isRepeated: true }, { exitCode: 4 }, { exitCode: 0 }]],
  [1, [{ exitCode: 4 }, { exitCode: 1 }]],
])('ends with %d where its runs ended with %j', (code, ended) => {
  const runs = ended.map((one) => ({ ...one, report: reportOf(), folder: '' }));
  expect(exitCodeOf(runs, new AbortController().signal)).toBe(code);
});

it.each([
  ['latency', true, 4],
  ['latency', false, 1],
  ['lost', true, 1],
])('ends a run that failed by %s, patient or not (%s), with %d', (failed, isPatient, code) => {
  const whole = reportOf();
  const gates = whole.gates.map((gate) => ({ ...gate, passed: gate.name !== failed }));
  const report = { ...whole, verdict: 'failed' as const, gates };
  const runs = [{ report, folder: '', exitCode: exitCodes.failed }];
  expect(exitCodeOf(runs, new AbortController().signal, isPatient)).toBe(code);
});
