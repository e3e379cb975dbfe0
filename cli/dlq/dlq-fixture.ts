import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { bodyKey } from '../../service/webhook/body-key.ts';
import type { BodyReference } from '../../service/webhook/envelope.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

/** With the table of deliveries, and a configuration that has two destinations. */
export interface DlqFixture extends CliFixture {
  /** What processing would have written of a delivery. */
  putRecord(id: string, record: Readonly<Record<string, string | number>>): Promise<void>;
  putObject(key: string, body: string): Promise<void>;
  /** What is in the bucket of the stage, by key. */
  readObjects(): Promise<ReadonlyMap<string, string>>;
}

/** Where a body would be that is not in its message. */
export function fixtureReference(text: string, bucket = fixtureBucket): BodyReference {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { bucket, key: bodyKey('github', '2026-11-23', sha256), bytes: text.length, sha256 };
}

export const fixtureBucket = `spillway-dev-000000000000-${fixtureRegion}`;

const config = new URL('../../test/fixtures/dead-letters.config.ts', import.meta.url);

export async function startDlqFixture(
  options: Parameters<typeof startCliFixture>[0] = {},
): Promise<DlqFixture> {
  const fixture = await startCliFixture({ ...options, hasTable: true });
  const text = `export { default } from ${JSON.stringify(pathToFileURL(config.pathname).href)};\n`;
  writeFileSync(join(fixture.root, 'spillway.config.ts'), text);
  const shared = {
    region: fixtureRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const dynamo = new DynamoDBClient({ ...shared, endpoint: fixture.endpoints.tables });
  const s3 = new S3Client({ ...shared, endpoint: fixture.endpoints.sqs, forcePathStyle: true });
  return {
    ...fixture,
    async putRecord(id, record) {
      const Item = { id: { S: id }, ...asItem(record) };
      await dynamo.send(new PutItemCommand({ TableName: 'spillway-dev-deliveries', Item }));
    },
    async putObject(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket: fixtureBucket, Key, Body }));
    },
    async readObjects() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: fixtureBucket }));
      const entries = Contents.map(async ({ Key = '' }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: fixtureBucket, Key }));
        return [Key, (await Body?.transformToString()) ?? ''] as const;
      });
      return new Map(await Promise.all(entries));
    },
    async stop() {
      dynamo.destroy();
      s3.destroy();
      await fixture.stop();
    },
  };
}

function asItem(record: Readonly<Record<string, string | number>>) {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]): [string, AttributeValue] => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]),
  );
}
