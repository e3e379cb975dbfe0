import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../factories/eventually.ts';
import { checkout, copyCheckout } from './copy-checkout.ts';
import { runIn } from './run-in.ts';
import { type RunningStack, startIn } from './start-in.ts';

/** README's commands, without what explains them. */
const commands = readFileSync(join(checkout, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => /^ {4}(npm|npx|aws|SPILLWAY_\w+=)/.test(line))
  .map((line) => line.replace(/\s+# .*$/, '').trim());

/** What other tests run, or what needs AWS. */
const elsewhere = [
  /^npm ci && npm run demo$/, // test/demo.e2e.test.ts, with a smaller spike
  /^npm ci && npm test$/, // .ci/run
  /^npx cdk (bootstrap|deploy)/, // npm run test:deploy
  /^aws /,
  /^SPILLWAY_URL=<Endpoint>/,
];

const shortSpike = JSON.stringify({ config: { phases: [{ duration: 2, arrivalRate: 5 }] } });

let copy: string;
let stack: RunningStack;
beforeAll(async () => {
  copy = await copyCheckout({});
  stack = await startIn(copy);
});
afterAll(async () => {
  await stack.stop();
  await rm(copy, { recursive: true, force: true });
});

it('runs each of README’s local commands beside its `npm start`', async () => {
  const left = new Set(commands.filter((one) => !elsewhere.some((known) => known.test(one))));
  const run = async (start: string) => {
    const command = [...left].find((one) => one.startsWith(start)) ?? `README has no ${start}`;
    left.delete(command);
    const [letter = ''] = /^\S*[-:]\S*/m.exec(lines) ?? [];
    const placed = command
      .replace('--stage prod', '--stage local')
      .replace('<delivery-id>', letter);
    return runIn(copy, placed.replace('spike.yml', `spike.yml --overrides '${shortSpike}'`));
  };
  let lines = '';
  left.delete('npm start');
  await run('npx artillery run');
  expect(await run('npx spillway status')).toContain('QUEUE');

  expect(await run('npx spillway fault destination-down')).toContain('destination-down');
  expect(await run('npx spillway send --count 500')).toContain('500 of 500');
  await eventually('there are 500 dead letters', async () =>
    /^500 dead letters/.test(await runIn(copy, 'npx spillway dlq summary --stage local')),
  );
  for (const start of ['dlq summary --stage prod', 'dlq summary']) {
    expect(await run(`npx spillway ${start}`)).toContain('500 dead letters');
  }
  lines = await run('npx spillway dlq list');
  expect(await run('npx spillway dlq show')).toContain('410');
  expect(await run('npx spillway dlq redrive --dry-run')).toContain('500');
  expect(await run('npx spillway fault off')).toContain('No fault is on.');
  // Once its sample has arrived it goes on with the rest, so nothing is left for the next line. That each webhook
  // arrives once is seen by test/fault-exercise.e2e.test.ts.
  expect(await run('npx spillway dlq redrive --sample 5')).toContain('5');
  expect(await run('npx spillway dlq redrive --rate 50')).toContain(' moved');
  expect(await runIn(copy, 'npx spillway dlq summary --stage local')).toMatch(
    /^0 dead letters|no dead letters/i,
  );
  expect([...left]).toEqual([]);
});
