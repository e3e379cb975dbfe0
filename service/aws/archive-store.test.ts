import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anEnvelope } from '../../test/factories/envelope.ts';
import { archiveKey } from '../webhook/archive.ts';
import { createArchiveStore } from './archive-store.ts';
import { createStoreClient } from './store-client.ts';
import { untraced } from './untraced-fixture.ts';

let server: FauxqsServer;
const Bucket = 'webhooks';

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  server.createBucket(Bucket);
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${server.port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const archive = () =>
  createArchiveStore(Bucket, createStoreClient(1, untraced))(anEnvelope(), 'the message: é');

describe('the archive', () => {
  it('holds a webhook once, however often it is written', async () => {
    await archive();
    await archive();
    const s3 = new S3Client({ forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual([archiveKey(anEnvelope())]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: archiveKey(anEnvelope()) }));
    expect(await Body?.transformToString()).toBe('the message: é');
    s3.destroy();
  });

  it('says that it is away, so that the message comes back, later than after other failures', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    await expect(archive()).rejects.toMatchObject({
      name: 'ArchiveUnavailableError',
      retryAfterSeconds: 300,
      cause: expect.anything(),
    });
  });
});
