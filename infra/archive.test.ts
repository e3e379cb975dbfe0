import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { validateConfiguration } from './configuration.ts';

const configFile = 'test/fixtures/archive.config.ts';
let stack: SynthesizedStack;
let without: SynthesizedStack;

beforeAll(async () => {
  const context = { archiveDays: '7', discardedDays: '45' };
  [stack, without] = await Promise.all([
    synthesizeStack({ configFile, context }),
    synthesizeStack(),
  ]);
}, 120_000);

/** The actions that a function may do under `archive/`. */
function allowed(name: string, from: SynthesizedStack): readonly string[] {
  return from
    .ofType('AWS::IAM::Policy')
    .filter(({ id }) => id.startsWith(`${name}Role`))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .filter(({ Resource }) => String(Resource).includes('/archive/'))
    .map(({ Action, Resource }) => `${Action} on ${Resource}`);
}

const daysByPrefix = (from: SynthesizedStack) =>
  Object.fromEntries(
    from
      .ofType('AWS::S3::Bucket')
      .flatMap(({ properties }) => properties.LifecycleConfiguration.Rules)
      .map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays]),
  );

describe('the archive', () => {
  it('is written by processing alone, which may neither read nor delete it', () => {
    expect(allowed('Processing', stack)).toEqual([
      expect.stringMatching(/^s3:PutObject on <WebhooksBucket\w+\.Arn>\/archive\/\*$/),
    ]);
    expect(allowed('Ingestion', stack)).toEqual([]);
  });

  it('gives no function a permission where no source keeps one', () => {
    expect([...allowed('Processing', without), ...allowed('Ingestion', without)]).toEqual([]);
  });

  it('is kept for as many days as it is told to, and so are discarded dead letters', () => {
    expect(daysByPrefix(stack)).toEqual({ 'bodies/': 32, 'archive/': 7, 'discarded/': 45 });
    expect(daysByPrefix(without)).toMatchObject({ 'archive/': 30, 'discarded/': 90 });
  });

  it('is a choice of each source, and of the events', () => {
    const config = (source: object, events: object) => ({
      sources: { github: { sender: 'github', ...source } },
      events,
      destinations: {},
      routes: [],
    });
    const archived = config({ archive: true }, { archive: false });
    expect(validateConfiguration(archived, 'a.config.ts')).toEqual(archived);
    const wrong = config({ archive: 'yes' }, { archive: 30 });
    expect(() => validateConfiguration(wrong, 'a.config.ts')).toThrow(
      /sources\.github\.archive: must be true or false\n {2}events\.archive: must be true or false/,
    );
  });
});
