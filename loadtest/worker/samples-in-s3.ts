import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CommandError } from '../../client/command-error.ts';
import { type Sample, sample } from '../samples/sample.ts';
import { samplesFolder } from '../samples/worker-samples.ts';

/** What the workers of a run put into S3. */
export interface WorkersFound {
  readonly bucket: string;
  /** Artillery's id of the run. */
  readonly run: string;
  /** Names of workers that began, and of those that left their samples. */
  readonly began: readonly string[];
  readonly left: readonly string[];
}

/** Artillery names its buckets after the account, and for Lambda after the region too. */
const artilleryBuckets = 'artilleryio-test-data';

/**
 * @param run Artillery's id of it, or where the samples are: `s3://<bucket>/spillway-loadtest/<run>`
 * @throws CommandError where there is nothing of it
 */
export async function findWorkers(s3: S3Client, run: string): Promise<WorkersFound> {
  const [, named, id = run] =
    /^s3:\/\/([a-z0-9.-]{3,63})\/spillway-loadtest\/([^/]+)(?:\/.*)?$/.exec(run) ?? [];
  if (!/^[\w-]{1,128}$/.test(id)) {
    throw new CommandError(
      `${run} is neither the id of a run nor s3://<bucket>/spillway-loadtest/<id>.`,
      'Artillery prints it at the beginning: Test run id: …',
    );
  }
  const buckets = named === undefined ? await bucketsOf(s3) : [named];
  for (const bucket of buckets) {
    const names = await namesIn(s3, bucket, `${samplesFolder}/${id}/`);
    const ending = (end: string) =>
      names.filter((name) => name.endsWith(end)).map((name) => name.slice(0, -end.length));
    if (names.length > 0) {
      return { bucket, run: id, began: ending('.began'), left: ending('.jsonl.gz') };
    }
  }
  throw new CommandError(
    `No worker of the run ${id} left anything in ${buckets.join(', ') || `a bucket ${artilleryBuckets}…`}.`,
    'It has to be the account and region in which the workers ran. What they said is in the log of the Lambda function that Artillery made.',
  );
}

async function bucketsOf(s3: S3Client): Promise<readonly string[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({ Prefix: artilleryBuckets }));
  return Buckets.flatMap(({ Name = '' }) => (Name.startsWith(artilleryBuckets) ? [Name] : []));
}

async function namesIn(s3: S3Client, Bucket: string, Prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    names.push(...(page.Contents ?? []).map(({ Key = '' }) => Key.slice(Prefix.length)));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return names;
}

/** @throws CommandError naming the worker and the line that is no sample */
export async function readWorker(
  s3: S3Client,
  { bucket, run }: Pick<WorkersFound, 'bucket' | 'run'>,
  worker: string,
): Promise<readonly Sample[]> {
  const Key = `${samplesFolder}/${run}/${worker}.jsonl.gz`;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  const zipped = await Body?.transformToByteArray();
  let read = 0;
  try {
    const text = await promisify(gunzip)(zipped ?? '');
    return text
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        read += 1;
        return sample.parse(JSON.parse(line));
      });
  } catch (cause) {
    throw damaged(worker, read, `s3://${bucket}/${Key}`, cause);
  }
}

function damaged(worker: string, line: number, where: string, cause: unknown): CommandError {
  const part = line === 0 ? 'it is' : `line ${line} of it is`;
  return new CommandError(
    `What worker ${worker} left can't be read: ${part} damaged.`,
    `It is ${where}. Without it the run can't be judged: repeat the run.`,
    { cause },
  );
}
