import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixtureSettings, fixtureSettingsFile } from '../test/factories/fixture-inputs.ts';
import { stages } from '../test/fixtures/settings.ts';
import { InputError } from './input-error.ts';
import { loadStages, readSettings, refuseUnknownContext } from './read-settings.ts';
import { settingsSchema } from './settings-schema.ts';

describe('readSettings', () => {
  it('knows the stages', () => {
    expect(fixtureSettings('dev')).toMatchObject({ stage: 'dev', logRetentionDays: 7 });
    expect(fixtureSettings('prod')).toMatchObject({ stage: 'prod', logRetentionDays: 90 });
  });

  it.each(['staging', 'constructor', ''])(
    'refuses the stage %j and names those there are',
    (stage) => {
      expect(() => fixtureSettings(stage)).toThrow(
        `-c stage=${stage}: no such stage. infra/settings.ts has: dev, prod.`,
      );
    },
  );

  it('takes texts, as the command line gives them', () => {
    const settings = fixtureSettings('dev', { maxConcurrency: '25', keepData: 'true' });
    expect(settings).toMatchObject({ maxConcurrency: 25, keepData: true });
  });

  it.each([
    ['maxConcurrency', '1', 'must be a whole number from 2 to 1000'],
    ['maxConcurrency', 'many', 'must be a whole number from 2 to 1000'],
    ['batchSize', '2.5', 'must be a whole number from 1 to 10'],
    ['ingestionTimeoutSeconds', '9', 'must be a whole number from 10 to 29'],
    ['ingestionTimeoutSeconds', '30', 'must be a whole number from 10 to 29'],
    ['queueMessageLimitBytes', '1048577', 'must be a whole number from 1024 to 1048576'],
    ['logRetentionDays', '8', 'must be 7, 30, 90 or 365'],
    ['systemLogLevel', 'warn', 'must be DEBUG, INFO or WARN'],
    ['repository', 'spillway', 'must be owner/name'],
    ['slackChannelId', 'C0123', 'needs slackWorkspaceId as well'],
    ['slackWorkspaceId', 'T0123', 'needs slackChannelId as well'],
  ])('refuses -c %s=%s', (name, value, complaint) => {
    expect(() => fixtureSettings('dev', { [name]: value })).toThrow(
      new InputError(`-c ${name}=${value}: ${complaint}.`),
    );
  });

  it('wants the ids of a Slack workspace and channel, not their names', () => {
    const names = { slackWorkspaceId: 'acme', slackChannelId: '#alerts' };
    expect(() => fixtureSettings('dev', names)).toThrow(/begins with T\.\n.*begins with C or G\.$/);
  });

  it('repeats no URL that was given in place of its secret’s name, since it wakes people', () => {
    const url = 'https://events.pagerduty.com/integration/abc123/enqueue';
    const refused = (read: () => unknown) =>
      expect(read).toThrow(/UrlSecret: must be the name of a secret, not a URL\.$/);
    refused(() => fixtureSettings('dev', { pageUrlSecret: url }));
    refused(() => fixtureSettings('dev', { ticketUrlSecret: url }));
    expect(() => fixtureSettings('dev', { pageUrlSecret: url })).not.toThrow(/abc123/);
  });

  it('names every wrong setting at once', () => {
    expect(() => fixtureSettings('dev', { batchSize: '0', maxConcurrency: '1' })).toThrow(
      /^-c batchSize=0: .*\n-c maxConcurrency=1: .*$/,
    );
  });

  it.each([
    [{ maxConcurency: 5 }, 'infra/settings.ts: stages.own.maxConcurency: no such setting.'],
    [
      { batchSize: 11 },
      'infra/settings.ts: stages.own.batchSize=11: must be a whole number from 1 to 10.',
    ],
    [
      { claimLeaseSeconds: 36 },
      /^infra\/settings\.ts: stages\.own\.claimLeaseSeconds=36: must be at least 37/,
    ],
    [
      { repository: undefined },
      'infra/settings.ts: stages.own.repository=undefined: must be owner/name.',
    ],
  ])('says where a row is wrong: %j', (row, complaint) => {
    const own = { stages: { own: { ...stages.dev, ...row } }, file: 'infra/settings.ts' };
    expect(() => readSettings(own, 'own')).toThrow(complaint);
  });

  it.each(['Prod', 'eu_west', '1st', 'a-name-of-21-letters-'])(
    'refuses a stage named %s',
    (name) => {
      const own = { stages: { [name]: stages.dev }, file: 'infra/settings.ts' };
      expect(() => readSettings(own, name)).toThrow(
        `infra/settings.ts: stages.${name}: a stage's name is 1 to 20 lower-case letters`,
      );
    },
  );

  it('refuses a stage named as the embedded stack is', () => {
    const own = { stages: { local: stages.dev }, file: 'infra/settings.ts' };
    expect(() => readSettings(own, 'local')).toThrow(/choose another name/);
  });

  it('refuses to delete dead letters before webhooks', () => {
    expect(() =>
      fixtureSettings('dev', { intakeRetentionDays: '10', deadLetterRetentionDays: '10' }),
    ).toThrow('-c deadLetterRetentionDays=10: must be more than intakeRetentionDays, which is 10.');
  });

  it('reserves for ingestion nothing, or as much as the gateway lets through', () => {
    expect(fixtureSettings('dev').ingestionReservedConcurrency).toBe(0);
    expect(fixtureSettings('prod').ingestionReservedConcurrency).toBe(0);
    const reserved = (environments: string) =>
      fixtureSettings('dev', {
        throttleRatePerSecond: '255',
        ingestionReservedConcurrency: environments,
      }).ingestionReservedConcurrency;
    expect(reserved('26')).toBe(26);
    expect(() => reserved('25')).toThrow(
      '-c ingestionReservedConcurrency=25: must be 0, or at least 26: a tenth of throttleRatePerSecond, which is 255.',
    );
  });

  it('leaves half of what a new account has to ingestion in dev: 10 in all', () => {
    expect(fixtureSettings('dev').maxConcurrency).toBe(5);
  });

  it('links to the runbooks of the repository, or to wherever they are told to be', () => {
    expect(fixtureSettings('dev', { repository: 'acme/intake' }).runbookBaseUrl).toBe(
      'https://github.com/acme/intake/blob/main/runbooks',
    );
    expect(fixtureSettings('dev', { runbookBaseUrl: 'https://wiki.example.com/x/' })).toMatchObject(
      {
        runbookBaseUrl: 'https://wiki.example.com/x',
      },
    );
  });
});

it('docs/deploying.md names every setting', () => {
  const page = readFileSync(new URL('../docs/deploying.md', import.meta.url), 'utf8');
  const names = Object.keys(settingsSchema.shape);
  expect(names).toContain('maxConcurrency');
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

describe('loadStages', () => {
  it('reads the rows of a file, and names it as a reader of the project would', async () => {
    const loaded = await loadStages(fixtureSettingsFile);
    expect(loaded).toEqual({ stages, file: 'test/fixtures/settings.ts' });
  });

  it.each([
    ['infra/missing.ts', /^infra\/missing\.ts could not be loaded: /],
    ['infra/input-error.ts', /^infra\/input-error\.ts has no `export const stages/],
  ])('says what is wrong with %s', async (path, complaint) => {
    await expect(loadStages(path)).rejects.toThrow(complaint);
  });
});

describe('refuseUnknownContext', () => {
  it('refuses a misspelt setting and names the right ones', () => {
    expect(() => refuseUnknownContext({ maxConcurency: '5' })).toThrow(
      /^-c maxConcurency: no such setting\. Known: stage, config, settings, .*maxConcurrency/,
    );
  });

  it('lets pass what the CDK itself puts there', () => {
    const context = { 'aws:cdk:enable-path-metadata': true, 'cli-telemetry': false, stage: 'dev' };
    expect(() => refuseUnknownContext(context)).not.toThrow();
  });
});
