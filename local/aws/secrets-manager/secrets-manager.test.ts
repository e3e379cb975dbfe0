import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../client/faults/fault.ts';
import { generateSecret, generateSecretString } from './generate-secret.ts';
import { SecretStore } from './secret-store.ts';
import { type SecretsManager, startSecretsManager } from './start-secrets-manager.ts';

const store = new SecretStore('us-east-1', '000000000000');
let service: SecretsManager;
let client: SecretsManagerClient;
let faults: readonly Fault[] = [];

beforeAll(async () => {
  service = await startSecretsManager(store, 0, { faults: () => faults });
  client = new SecretsManagerClient({
    endpoint: service.endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  client.destroy();
  await service.stop();
});

describe('Secrets Manager', () => {
  it('is slow, or down, while such a fault is on', async () => {
    const { arn: SecretId } = store.create('struck', 'value');
    const get = () => client.send(new GetSecretValueCommand({ SecretId }));
    faults = [{ name: 'secrets-slow', seconds: 0.3, share: 1 }];
    const began = performance.now();
    expect(await get()).toMatchObject({ SecretString: 'value' });
    expect(performance.now() - began).toBeGreaterThan(290);
    faults = [{ name: 'secrets-down', share: 1 }];
    await expect(get()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    faults = [];
    expect(await get()).toMatchObject({ SecretString: 'value' });
  });

  it('gives a secret by name, by ARN and by ARN without its ending', async () => {
    const { arn } = store.create('by/name', 'value');
    for (const SecretId of ['by/name', arn, arn.slice(0, -7)]) {
      const found = await client.send(new GetSecretValueCommand({ SecretId }));
      expect(found).toMatchObject({ SecretString: 'value', VersionStages: ['AWSCURRENT'] });
      expect(found.CreatedDate).toBeInstanceOf(Date);
    }
  });

  it('keeps the version before as AWSPREVIOUS, and moves labels on demand', async () => {
    store.create('rotated', 'old');
    await client.send(new PutSecretValueCommand({ SecretId: 'rotated', SecretString: 'new' }));
    const value = async (VersionStage?: string) =>
      (await client.send(new GetSecretValueCommand({ SecretId: 'rotated', VersionStage })))
        .SecretString;
    expect([await value(), await value('AWSPREVIOUS')]).toEqual(['new', 'old']);

    const described = await client.send(new DescribeSecretCommand({ SecretId: 'rotated' }));
    const [[previousId = ''] = []] = Object.entries(described.VersionIdsToStages ?? {}).filter(
      ([, stages]) => stages.includes('AWSPREVIOUS'),
    );
    const [[currentId = ''] = []] = Object.entries(described.VersionIdsToStages ?? {}).filter(
      ([, stages]) => stages.includes('AWSCURRENT'),
    );
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: 'rotated',
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: previousId,
        RemoveFromVersionId: currentId,
      }),
    );
    expect([await value(), await value('AWSPREVIOUS')]).toEqual(['old', 'new']);
  });

  it('lists by the beginning of a name, in pages', async () => {
    for (const name of ['list/a', 'list/b', 'list/c']) store.create(name, 'x');
    const input = { Filters: [{ Key: 'name' as const, Values: ['list/'] }], MaxResults: 2 };
    const first = await client.send(new ListSecretsCommand(input));
    const second = await client.send(
      new ListSecretsCommand({ ...input, NextToken: first.NextToken }),
    );
    const names = [...(first.SecretList ?? []), ...(second.SecretList ?? [])].map((s) => s.Name);
    expect(names).toEqual(['list/a', 'list/b', 'list/c']);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('is ResourceNotFoundException for an unknown secret and an unknown label', async () => {
    store.create('known', 'x');
    const unknown = [{ SecretId: 'unknown' }, { SecretId: 'known', VersionStage: 'AWSPENDING' }];
    for (const input of unknown) {
      await expect(client.send(new GetSecretValueCommand(input))).rejects.toThrow(
        ResourceNotFoundException,
      );
    }
  });

  it('names the parameters that are wrong, never their values', async () => {
    store.create('limited', 'x');
    const put = new PutSecretValueCommand({
      SecretId: 'limited',
      SecretString: 'y'.repeat(65_537),
    });
    await expect(client.send(put)).rejects.toThrow('Invalid parameters: SecretString');
  });
});

describe('a generated secret', () => {
  const spec = generateSecretString.parse({
    SecretStringTemplate: '{}',
    GenerateStringKey: 'current',
    PasswordLength: 44,
    ExcludePunctuation: true,
  });

  it('is the same for the same name, and another for another', () => {
    expect(generateSecret('a', spec)).toBe(generateSecret('a', spec));
    expect(generateSecret('a', spec)).not.toBe(generateSecret('b', spec));
  });

  it('has the length, the key and the characters that the template asks for', () => {
    const { current } = JSON.parse(generateSecret('a', spec));
    expect(current).toMatch(/^[A-Za-z0-9]{44}$/);
    expect(current).toMatch(/[a-z]/);
    expect(current).toMatch(/[A-Z]/);
    expect(current).toMatch(/[0-9]/);
  });

  it('is refused when no character is left', () => {
    const none = generateSecretString.parse({
      ExcludeLowercase: true,
      ExcludeUppercase: true,
      ExcludeNumbers: true,
      ExcludePunctuation: true,
    });
    expect(() => generateSecret('a', none)).toThrow('excludes every character');
  });
});
