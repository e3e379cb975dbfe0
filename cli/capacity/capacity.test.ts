import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSpillway } from '../../test/factories/run-spillway.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-capacity-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = join(root, 'stages.mjs');
writeFileSync(
  file,
  `export const stages = {
    dev: { repository: 'an/owner' },
    prod: { repository: 'an/owner', throttleRatePerSecond: 5000, maxConcurrency: 20 },
  };`,
);

const run = (...args: string[]) =>
  runSpillway(['capacity', ...args, '-c', `settings=${file}`], { root });

describe('spillway capacity', () => {
  it('answers what 5,000 a second need, what to raise first, and how to set it', async () => {
    const shown = await run('--rate', '5000', '--for', '10m', '--stage', 'prod');

    expect(shown).toContain('5,000 webhooks a second for 10 min on stage prod');
    expect(shown).toMatch(/✗ +processing's invocations at once +20 +50 +2,000\/s +setting/);
    expect(shown).toContain('As it is set the stage carries 2,000 a second');
    expect(shown).toMatch(/Alarms, as it is set: .*queue-age \(P, \d+ min\)/);
    expect(shown).toMatch(
      /How near this has come, in \d+ spikes .*: most webhooks waiting [−+]\d+ %/,
    );
    expect(shown).toContain(
      `npx cdk deploy -c stage=prod -c settings=${file} -c maxConcurrency=63`,
    );
  });

  it('prints a command that carries the rate, with every flag', async () => {
    const shown = await run('--rate', '4000', '--process-ms', '200', '--stage', 'prod');
    const [, words = ''] = /npx spillway capacity (.*)$/m.exec(shown) ?? [];
    expect(words).toContain('--process-ms 200');

    const again = await runSpillway(['capacity', ...words.split(' ')], { root });
    expect(again).toContain('As it is set the stage carries 5,000 a second');
    expect(again).not.toContain('npx cdk deploy');
  });

  it('gives all of it as JSON, of the stage that `npm start` runs unless another is named', async () => {
    const said = JSON.parse(await run('--rate', '20', '--json'));
    expect(said).toMatchObject({
      stage: 'dev',
      load: { ratePerSecond: 20, calmPerSecond: 2 },
      asItIs: { alarms: [], drainSeconds: expect.any(Number) },
    });
  });

  it('takes the rate that the stage lets in unless one is given, and says what that costs', async () => {
    const shown = await run('--stage', 'prod');
    expect(shown).toContain('5,000 webhooks a second on stage prod');
    expect(shown).toMatch(/Cost at list prices: \$\d+\.\d\d a million\./);
  });

  it.each([
    [['--rate', '5', '--stage', 'prud'], '--stage prud: no such stage'],
    [['--rate', '5', '-c', 'maxConcurency=5'], 'maxConcurency: no such setting'],
    [['--rate', '5', '-c', 'maxConcurrency=1'], 'must be a whole number from 2 to 1000'],
    [['--rate', '5', '-c', 'stage=prod'], '-c stage=prod'],
    [['--rate', '0'], 'a number above 0'],
    [['--rate', '1e9'], 'at most 1,000,000'],
    [['--rate', '5', '--for', '25h'], 'at most 24h'],
    [['--rate', '5', '--process-ms', '900001'], 'at most 900,000'],
    [['--rate', '5', '--failing', '101'], 'from 0 to 100'],
  ])('refuses %j as wrong usage', async (args, message) => {
    await expect(run(...args)).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });
});
