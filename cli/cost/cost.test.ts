import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBill } from '../../client/cost/bill.ts';
import { plannedUsage } from '../../client/cost/planned-usage.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';

const fixtures = join(import.meta.dirname, '../../test/fixtures');
const ofFixtures = [
  ...['-c', `settings=${fixtures}/settings.ts`],
  ...['--config', `${fixtures}/default.config.ts`],
];
const run = (args: string) => runSpillway([...args.split(' ')], { root: '/nowhere' });

describe('npx spillway cost', () => {
  it('has each stage of the project by its own template', async () => {
    const args = ['cost', '--rate', '100', '--region', 'eu-west-1', '--json', ...ofFixtures];
    const { region, stages } = JSON.parse(await runSpillway(args, { root: '/nowhere' }));
    expect(region).toBe('eu-west-1');
    const [dev, prod] = stages;
    expect([dev.stage, prod.stage]).toEqual(['dev', 'prod']);
    expect(dev.bill).toMatchObject({ ratePerSecond: 100, webhooksPerMonth: 262_800_000 });
    const amount = ({ bill }: typeof dev, name: string) =>
      bill.lines.webhooks.find(({ unit }: { readonly unit: string }) => unit === name)?.amount;
    expect(amount(dev, 'aclRequest')).toBeUndefined();
    expect(amount(prod, 'aclRequest')).toBe(262_800_000);
    // Half the memory, and a batch for each webhook where those of prod gather for two seconds.
    expect(amount(dev, 'invocation') / amount(prod, 'invocation')).toBeCloseTo(2 / 1.1, 6);
    expect(amount(prod, 'gigabyteSecond')).toBeLessThan(1.2 * amount(dev, 'gigabyteSecond'));
    expect(amount(prod, 'logGigabyte')).toBeLessThan(amount(dev, 'logGigabyte'));
    expect(prod.bill.fixedUsdPerMonth).toBeGreaterThan(dev.bill.fixedUsdPerMonth + 6);
    // What docs/costs.md publishes is the same stage. An alarm more is no reason to publish it anew.
    const published = createBill(plannedUsage(100), 100, 'eu-west-1');
    expect(prod.bill.lines.webhooks).toEqual(published.lines.webhooks);
    expect(Math.abs(prod.bill.fixedUsdPerMonth - published.fixedUsdPerMonth)).toBeLessThan(1);
  });

  it('says that nothing runs where the running stack was asked for', async () => {
    await expect(run('cost --stage local')).rejects.toThrow('No embedded stack is running.');
  });

  it.each(['0', '-1', 'fast'])('refuses %s as a rate', async (rate) => {
    await expect(run(`cost --rate=${rate}`)).rejects.toThrow('It must be a number above 0.');
  });

  it.each([
    ['cost --since 2d', '--since is for a stage that took webhooks.'],
    ['cost --stage local -c ingestionMemoryMb=512', '-c and --config are for stages'],
    ['cost -c settings=/nowhere/settings.ts', '/nowhere/settings.ts'],
  ])('refuses %s with a reason', async (args, reason) => {
    await expect(run(args)).rejects.toThrow(reason);
  });
});
