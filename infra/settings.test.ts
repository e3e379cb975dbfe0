import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError } from './input-error.ts';
import { readSettings, refuseUnknownContext } from './settings.ts';

describe('readSettings', () => {
  it('knows the stages', () => {
    expect(readSettings('dev')).toMatchObject({ stage: 'dev', logRetentionDays: 7 });
    expect(readSettings('prod')).toMatchObject({ stage: 'prod', logRetentionDays: 90 });
  });

  it.each(['staging', 'constructor', ''])(
    'refuses the stage %j and names those there are',
    (stage) => {
      expect(() => readSettings(stage)).toThrow(
        `-c stage=${stage}: no such stage. infra/settings.ts has: dev, prod.`,
      );
    },
  );

  it('takes texts, as the command line gives them', () => {
    const settings = readSettings('dev', { maxConcurrency: '25', keepData: 'true' });
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
    ['repository', 'spillway', 'must be owner/name'],
  ])('refuses -c %s=%s', (name, value, complaint) => {
    expect(() => readSettings('dev', { [name]: value })).toThrow(
      new InputError(`-c ${name}=${value}: ${complaint}.`),
    );
  });

  it('names every wrong setting at once', () => {
    expect(() => readSettings('dev', { batchSize: '0', maxConcurrency: '1' })).toThrow(
      /^-c batchSize=0: .*\n-c maxConcurrency=1: .*$/,
    );
  });

  it('refuses to delete dead letters before webhooks', () => {
    expect(() =>
      readSettings('dev', { intakeRetentionDays: '10', deadLetterRetentionDays: '10' }),
    ).toThrow('-c deadLetterRetentionDays=10: must be more than intakeRetentionDays, which is 10.');
  });

  it('reserves for ingestion nothing, or as much as the gateway lets through', () => {
    expect(readSettings('dev').ingestionReservedConcurrency).toBe(0);
    expect(readSettings('prod').ingestionReservedConcurrency).toBe(0);
    const reserved = (environments: string) =>
      readSettings('dev', {
        throttleRatePerSecond: '255',
        ingestionReservedConcurrency: environments,
      }).ingestionReservedConcurrency;
    expect(reserved('26')).toBe(26);
    expect(() => reserved('25')).toThrow(
      '-c ingestionReservedConcurrency=25: must be 0, or at least 26: a tenth of throttleRatePerSecond, which is 255.',
    );
  });

  it('leaves half of what a new account has to ingestion in dev: 10 in all', () => {
    expect(readSettings('dev').maxConcurrency).toBe(5);
  });

  it('links to the runbooks of the repository, or to wherever they are told to be', () => {
    expect(readSettings('dev', { repository: 'acme/intake' }).runbookBaseUrl).toBe(
      'https://github.com/acme/intake/blob/main/runbooks',
    );
    expect(readSettings('dev', { runbookBaseUrl: 'https://wiki.example.com/x/' })).toMatchObject({
      runbookBaseUrl: 'https://wiki.example.com/x',
    });
  });
});

it('docs/deploying.md names every setting', () => {
  const page = readFileSync(new URL('../docs/deploying.md', import.meta.url), 'utf8');
  const { stage, ...settings } = readSettings('dev');
  const unnamed = Object.keys(settings).filter((name) => !page.includes(`\`${name}\``));
  expect([stage, unnamed]).toEqual(['dev', []]);
});

describe('refuseUnknownContext', () => {
  it('refuses a misspelt setting and names the right ones', () => {
    expect(() => refuseUnknownContext({ maxConcurency: '5' })).toThrow(
      /^-c maxConcurency: no such setting\. Known: stage, config, .*maxConcurrency/,
    );
  });

  it('lets pass what the CDK itself puts there', () => {
    const context = { 'aws:cdk:enable-path-metadata': true, 'cli-telemetry': false, stage: 'dev' };
    expect(() => refuseUnknownContext(context)).not.toThrow();
  });
});
