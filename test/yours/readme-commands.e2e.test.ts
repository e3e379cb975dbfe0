import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
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

const phases = [{ name: 'sustained', duration: 2, arrivalRate: 5, rampTo: 5 }];
const shortSpike = JSON.stringify({ config: { phases } });
/** Invalid, with 4, says only that this machine has other work to do. */
const orInvalid = '|| [ $? = 4 ]';

const arrivalCounts = z.object({ total: z.number(), distinct: z.number() });

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

it('runs each of README’s local commands beside its `npm start`, and each webhook arrives once', async () => {
  const left = new Set(commands.filter((one) => !elsewhere.some((known) => known.test(one))));
  const runsHere = (command: string) =>
    runIn(copy, command.replace('spike.yml', `spike.yml --overrides '${shortSpike}' ${orInvalid}`));
  /** The line of README that starts so. */
  const run = async (start: string, deliveryId = '') => {
    const command = [...left].find((one) => one.startsWith(start)) ?? `README has no ${start}`;
    left.delete(command);
    return runsHere(
      command.replace(/--stage (dev|prod)/, '--stage local').replace('<delivery-id>', deliveryId),
    );
  };
  left.delete('npm start');
  await run('npx artillery run');
  const before = await countArrivals();

  await runsHere('node cli/spillway.cjs fault destination-down --status 410');
  await runsHere('node cli/spillway.cjs send --count 20');
  await eventually('there are 20 dead letters', async () =>
    (await runsHere('node cli/spillway.cjs dlq summary')).startsWith('20 dead letters'),
  );
  await runsHere('node cli/spillway.cjs fault off');
  expect(await run('npx spillway dlq summary --stage prod')).toContain('20 dead letters');
  const [deliveryId = ''] = /^\S*[-:]\S*/m.exec(await run('npx spillway dlq list')) ?? [];
  expect(await run('npx spillway dlq show', deliveryId)).toContain('410');
  expect(await run('npx spillway dlq redrive --dry-run')).toContain('20');
  expect(await run('npx spillway dlq redrive --sample 5')).toContain('20 moved');
  await arrived(before + 20);

  await run('npx spillway fault destination-down');
  expect(await run('npx spillway send --count 500')).toContain('500 of 500');
  await eventually('there are 500 dead letters', async () =>
    (await runsHere('node cli/spillway.cjs dlq summary')).startsWith('500 dead letters'),
  );
  expect(await run('npx spillway runbook')).toContain('dlq-not-empty');
  expect(await run('npx spillway fault off')).toContain('No fault is on.');
  expect(await run('npx spillway dlq redrive --rate 50')).toContain('500 moved');
  await arrived(before + 520);
  // The letters of a minute are looked at when it is over; by now that was for the first ones at the least.
  const page = 'npx spillway runbook dlq-not-empty --stage local';
  await eventually('npm start tells of the alarm', () => stack.output().includes(page), 75);
  expect(await run('npx spillway alarms --stage prod')).toContain('ALARM  dlq-');

  // Last: what is sent within the cache time would be signed with a secret that is not known yet.
  expect(await run('npx spillway secrets rotate github')).toContain('github has a new secret');
  expect([...left]).toEqual([]);
});

async function countArrivals(): Promise<number> {
  const counts = arrivalCounts.parse(
    await (await fetch(`${stack.sinkUrl}/deliveries/counts`)).json(),
  );
  expect(counts.total).toBe(counts.distinct);
  return counts.distinct;
}

async function arrived(count: number): Promise<void> {
  await eventually(`${count} have arrived`, async () => (await countArrivals()) >= count);
  expect(await countArrivals()).toBe(count);
}
