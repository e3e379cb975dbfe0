import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fauxqs, startFauxqs } from '../fauxqs/start-fauxqs.ts';
import { blindObserver } from '../observer.ts';
import { SecretStore } from '../secrets-manager/secret-store.ts';
import {
  type SecretsManager,
  startSecretsManager,
} from '../secrets-manager/start-secrets-manager.ts';
import { refuseSignatureAge, refuseStoreSignatureAge } from './signature-age.ts';

const now = Date.UTC(2026, 10, 25, 10, 22, 0);
const signedAt = (time: string) => ({ headers: { 'x-amz-date': time } });

describe('a signature', () => {
  it.each([
    ['five minutes old', signedAt('20261125T101700Z')],
    ['five minutes ahead', signedAt('20261125T102700Z')],
    ['that is missing', { headers: {} }],
    ['whose time can not be read', signedAt('yesterday')],
  ])('is let through: %s', (_, request) => {
    expect(refuseSignatureAge(request, now)).toBeUndefined();
  });

  it.each([
    ['older', '20261125T101659Z', 'Signature expired: 20261125T101659Z is now earlier than'],
    ['further ahead', '20261125T102701Z', 'Signature not yet current: 20261125T102701Z is still'],
  ])('is refused where it is %s', (_, time, message) => {
    const refusal = refuseSignatureAge(signedAt(time), now);
    expect(refusal?.body).toContain('InvalidSignatureException');
    expect(refusal?.body).toContain(message);
  });

  it('may be 15 minutes off for S3', () => {
    expect(refuseStoreSignatureAge(signedAt('20261125T100700Z'), now)).toBeUndefined();
    const refusal = refuseStoreSignatureAge(signedAt('20261125T100659Z'), now);
    expect(refusal?.body).toContain('<Code>RequestTimeTooSkewed</Code>');
  });
});

describe('an SDK whose clock is 10 minutes off', () => {
  let queues: Fauxqs;
  let secrets: SecretsManager;
  beforeAll(async () => {
    queues = await startFauxqs({ port: 0, region: 'us-east-1' }, blindObserver);
    const store = new SecretStore('us-east-1', '000000000000');
    secrets = await startSecretsManager(store, 0);
  });
  afterAll(async () => {
    await queues.stop();
    await secrets.stop();
  });
  const settings = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    systemClockOffset: -600_000,
  };

  it('is refused by SQS, and corrects itself', async () => {
    const create = (maxAttempts: number) =>
      new SQSClient({ ...settings, endpoint: queues.endpoint, maxAttempts });
    const call = new CreateQueueCommand({ QueueName: 'any' });
    await expect(create(1).send(call)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await create(2).send(call);
  });

  it('is refused by Secrets Manager, and corrects itself', async () => {
    const create = (maxAttempts: number) =>
      new SecretsManagerClient({ ...settings, endpoint: secrets.endpoint, maxAttempts });
    const call = new GetSecretValueCommand({ SecretId: 'none' });
    await expect(create(1).send(call)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await expect(create(2).send(call)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
