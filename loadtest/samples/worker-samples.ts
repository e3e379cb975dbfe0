import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where one of several processes keeps its samples until they are in S3. Artillery gives it both ids. */
export function workerSamplesFile({ ARTILLERY_TEST_RUN_ID: run, WORKER_ID: worker }: Variables) {
  return join(tmpdir(), `spillway-${run}-${worker}.jsonl`);
}

/**
 * Puts the samples of one of several processes where all of them can be read together, which is when the run is judged:
 * in the bucket that Artillery uploaded the test to.
 *
 * @returns `s3://<bucket>/spillway-loadtest/<run>/<worker>.jsonl.gz`
 */
export async function uploadWorkerSamples(variables: Variables): Promise<string> {
  const { ARTILLERY_TEST_RUN_ID: run, WORKER_ID: worker, S3_BUCKET_PATH: Bucket } = variables;
  if (!Bucket) throw new Error('S3_BUCKET_PATH must name the bucket for the samples.');
  const path = workerSamplesFile(variables);
  const zipped = `${path}.gz`;
  await pipeline(createReadStream(path), createGzip(), createWriteStream(zipped));
  const Key = `spillway-loadtest/${run}/${worker}.jsonl.gz`;
  const s3 = new S3Client({});
  try {
    const ContentLength = statSync(zipped).size;
    await s3.send(
      new PutObjectCommand({ Bucket, Key, Body: createReadStream(zipped), ContentLength }),
    );
  } finally {
    s3.destroy();
    rmSync(zipped);
  }
  return `s3://${Bucket}/${Key}`;
}
