import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';

const configFile = 'examples/service-events.config.ts';
let dev: SynthesizedStack;
let prod: SynthesizedStack;

beforeAll(async () => {
  [dev, prod] = await Promise.all([
    synthesizeStack({ configFile }),
    synthesizeStack({ configFile, stage: 'prod' }),
  ]);
}, 120_000);

/** Resources with webhooks, secrets or traces of them. */
const keeping = [
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::Table',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
];
/** All stages of an account share it, because API Gateway writes its logs with this role. */
const shared = /^ApiCloudWatchRole|^ApiAccount/;

/** `<type> <policy when it leaves the stack> <policy when it is replaced>` */
function policies(stack: SynthesizedStack, isMeant: (type: string, id: string) => boolean) {
  const meant = Object.entries(stack.template.Resources).filter(([id, { Type }]) =>
    isMeant(Type, id),
  );
  return meant.map(
    ([, { Type, DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }]) =>
      `${Type} ${DeletionPolicy} ${UpdateReplacePolicy}`,
  );
}

describe('what a stage holds', () => {
  it('outlives the stack in prod, but not a first deployment that failed', () => {
    const kept = policies(prod, (type) => keeping.includes(type));
    const wanted = keeping.map((type) => `${type} RetainExceptOnCreate Retain`);
    expect(new Set(kept)).toEqual(new Set(wanted));
  });

  it('goes with the stack in dev, all of it, so that its names are free again', () => {
    const kept = policies(dev, (type) => keeping.includes(type));
    expect(new Set(kept)).toEqual(new Set(keeping.map((type) => `${type} Delete Delete`)));
  });

  it('is emptied out of its bucket in dev, which could not go otherwise, and never in prod', () => {
    const emptied = (stack: SynthesizedStack) =>
      stack.ofType('Custom::S3AutoDeleteObjects').map(({ properties }) => properties.BucketName);
    expect(emptied(dev)).toEqual([`<${dev.ofType('AWS::S3::Bucket')[0]?.id}>`]);
    expect(emptied(prod)).toEqual([]);
    const log = dev
      .ofType('AWS::Lambda::Function')
      .find(({ id }) => id.startsWith('CustomS3AutoDelete'))?.properties.LoggingConfig.LogGroup;
    expect(dev.ofType('AWS::Logs::LogGroup').map(({ id }) => `<${id}>`)).toContain(log);
  });

  it('is protected in prod from being deleted by mistake', () => {
    expect(prod.isProtected).toBe(true);
    expect(dev.isProtected).toBe(false);
  });

  it('leaves no name behind when a deployment is undone, in no stage', () => {
    for (const stack of [dev, prod]) {
      const left = policies(stack, (_type, id) => !shared.test(id));
      expect(left.filter((one) => one.includes(' Retain '))).toEqual([]);
    }
  });
});
