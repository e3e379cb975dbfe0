import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBodyStore } from './body-store.ts';
import { startFaultyAws } from './faulty-aws-fixture.ts';
import { createStoreClient } from './store-client.ts';
import { untraced } from './untraced-fixture.ts';

let server: FauxqsServer;
const bucket = 'bodies';

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  server.createBucket(bucket);
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${server.port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const store = () => createBodyStore(bucket, createStoreClient(1, untraced));

describe('the body store', () => {
  it('gives back the very bytes, and says what they are', async () => {
    const body = Buffer.from([0xff, 0x00, 0x0a, ...Buffer.from('héllo')]);
    const reference = await store().put('github/2026-11-23/a', body, 'application/json');
    expect(reference).toMatchObject({ bucket, key: 'github/2026-11-23/a', bytes: 9 });
    expect(await store().get(reference)).toEqual(body);
  });

  it('refuses a body that was altered', async () => {
    const reference = await store().put('altered', Buffer.from('paid: 10'), 'text/plain');
    await new S3Client({ forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: bucket, Key: 'altered', Body: 'paid: 99' }),
    );
    await expect(store().get(reference)).rejects.toMatchObject({ name: 'BodyLostError' });
  });

  it('fetches nothing from another bucket', async () => {
    server.createBucket('payroll');
    const elsewhere = createBodyStore('payroll', createStoreClient(1, untraced));
    const reference = await elsewhere.put('a', Buffer.from('salaries'), 'text/plain');
    await expect(store().get(reference)).rejects.toMatchObject({
      name: 'PermanentError',
      reason: 'malformed',
    });
  });

  it.each([
    ['NoSuchKey', 404, 'BodyLostError'],
    // S3 gives this answer for a missing object too, to a caller that may not list: the object may exist.
    ['AccessDenied', 403, 'BodyStoreUnavailableError'],
    ['NoSuchBucket', 404, 'BodyStoreUnavailableError'],
  ])('takes %s for what it says', async (code, status, name) => {
    const body = `<Error><Code>${code}</Code><Message>no</Message></Error>`;
    const s3 = await startFaultyAws([{ status, body, headers: { 'content-type': 'text/xml' } }]);
    vi.stubEnv('AWS_ENDPOINT_URL', s3.url);
    const reference = { bucket, key: 'k', bytes: 1, sha256: '' };
    await expect(store().get(reference)).rejects.toMatchObject({ name });
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${server.port}`);
    await s3.stop();
  });

  it('tells a body that is gone from a store that is away', async () => {
    const reference = await store().put('gone', Buffer.from('x'), 'text/plain');
    await new S3Client({ forcePathStyle: true }).send(
      new DeleteObjectCommand({ Bucket: bucket, Key: 'gone' }),
    );
    await expect(store().get(reference)).rejects.toMatchObject({ name: 'BodyLostError' });
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    const away = store();
    await expect(away.get(reference)).rejects.toMatchObject({ name: 'BodyStoreUnavailableError' });
    await expect(away.put('a', Buffer.from('x'), 'text/plain')).rejects.toMatchObject({
      name: 'BodyStoreUnavailableError',
    });
  });
});
