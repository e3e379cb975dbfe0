import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';

type Variables = Readonly<Record<string, string | undefined>>;

/** In the bucket: a folder for each run, in which each worker has its files. */
export const samplesFolder = 'spillway-loadtest';

/** Where one of several processes keeps its samples until they are in S3. Artillery gives it both ids. */
export function workerSamplesFile({ ARTILLERY_TEST_RUN_ID: run, WORKER_ID: worker }: Variables) {
  return join(tmpdir(), `spillway-${run}-${worker}.jsonl`);
}

/** Says in that bucket that a worker begins. One that left nothing else can be named by it. */
export async function announceWorker(variables: Variables): Promise<void> {
  await put(variables, 'began', { Body: '' });
}

/**
 * Puts the samples of one of several processes where all of them can be read together, which is when the run is judged:
 * in the bucket that Artillery uploaded the test to.
 *
 * @returns `s3://<bucket>/spillway-loadtest/<run>/<worker>.jsonl.gz`
 */
export async function uploadWorkerSamples(variables: Variables): Promise<string> {
  const path = workerSamplesFile(variables);
  const zipped = `${path}.gz`;
  await pipeline(createReadStream(path), createGzip(), createWriteStream(zipped));
  try {
    const ContentLength = statSync(zipped).size;
    return await put(variables, 'jsonl.gz', { Body: createReadStream(zipped), ContentLength });
  } finally {
    rmSync(zipped);
  }
}

async function put(
  { ARTILLERY_TEST_RUN_ID: run, WORKER_ID: worker, S3_BUCKET_PATH: Bucket }: Variables,
  ending: string,
  content: Pick<PutObjectCommandInput, 'Body' | 'ContentLength'>,
): Promise<string> {
  if (!Bucket) throw new Error('S3_BUCKET_PATH must name the bucket for the samples.');
  const Key = `${samplesFolder}/${run}/${worker}.${ending}`;
  const s3 = new S3Client({});
  try {
    await s3.send(new PutObjectCommand({ Bucket, Key, ...content }));
  } finally {
    s3.destroy();
  }
  return `s3://${Bucket}/${Key}`;
}
