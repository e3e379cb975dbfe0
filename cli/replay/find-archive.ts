import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { archivePrefix, receivedAtOf } from '../../service/webhook/archive.ts';
import { bucketPrefixes } from '../../service/webhook/bucket-prefixes.ts';
import { CommandError } from '../command-error.ts';

/**
 * Finds where the archive of a source begins: when the oldest webhook was received that it has, in ISO 8601. What is
 * there counts, not what the configuration says: an archive that was given up can be replayed until its time is over.
 *
 * @throws CommandError that says how a source gets an archive, when it has none
 */
export async function findArchive(s3: S3Client, bucket: string, source: string): Promise<string> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: archivePrefix(source), MaxKeys: 1 }),
  );
  const oldest = receivedAtOf(Contents[0]?.Key ?? '');
  if (oldest !== undefined) return oldest;
  throw new CommandError(
    `The archive has nothing of the source ${source}.`,
    [
      'A source keeps what comes in once spillway.config.ts says so and is deployed:',
      source === 'events'
        ? '  events: { archive: true }'
        : `  sources: { ${/^[a-z]\w*$/.test(source) ? source : `'${source}'`}: { sender: '…', archive: true } }`,
      `Sources that have an archive: ${(await archivedSources(s3, bucket)).join(', ') || 'none'}.`,
    ].join('\n'),
  );
}

async function archivedSources(s3: S3Client, bucket: string): Promise<readonly string[]> {
  const Prefix = bucketPrefixes.archive;
  const { CommonPrefixes = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix, Delimiter: '/' }),
  );
  return CommonPrefixes.map((common) => common.Prefix?.slice(Prefix.length, -1) ?? '');
}
