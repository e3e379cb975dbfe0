import { describe, expect, it } from 'vitest';
import { runSpillway } from '../../test/factories/run-spillway.ts';

const run = (args: string) => runSpillway(args.split(' '), { root: '/nowhere' });

describe('npx spillway cost', () => {
  it('says what a million and a month cost at a rate, part by part', async () => {
    const text = await run('cost --rate 100');
    expect(text).toContain('All quantities are planned ones');
    expect(text).toMatch(/^API Gateway +3\.50 +0\.00 +3\.50 +█{30}$/m);
    expect(text).toMatch(/At 100\/s, 262\.8 million webhooks a month: \$\d+\.\d\d a million/);
  });

  it('gives the same as data', async () => {
    const { region, bill } = JSON.parse(await run('cost --rate 100 --region eu-west-1 --json'));
    expect(region).toBe('eu-west-1');
    expect(bill).toMatchObject({ ratePerSecond: 100, webhooksPerMonth: 262_800_000 });
  });

  it('says that nothing runs where the running stack was asked for', async () => {
    await expect(run('cost --stage local')).rejects.toThrow('No embedded stack is running.');
  });

  it.each(['0', '-1', 'fast'])('refuses %s as a rate', async (rate) => {
    await expect(run(`cost --rate=${rate}`)).rejects.toThrow('It must be a number above 0.');
  });
});
