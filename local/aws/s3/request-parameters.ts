import type { RequestParameters } from '../request-parameters.ts';
import type { ResourceType } from '../resource-type.ts';

const byEveryone: ResourceType = {
  emulated: ['x-amz-date', 'x-amz-security-token', 'x-amz-decoded-content-length', 'x-amz-trailer'],
  ignored: {
    'x-amz-content-sha256': 'signatures are not verified',
    'x-amz-user-agent': 'nothing goes by it',
    'x-id': 'it names the operation, which method and path tell',
  },
};
const all = (...emulated: readonly string[]): ResourceType => ({
  emulated: [...byEveryone.emulated, ...emulated],
  ignored: byEveryone.ignored,
});

const listing = (...emulated: readonly string[]): ResourceType => ({
  ...all(...emulated),
  ignored: {
    ...byEveryone.ignored,
    'encoding-type': 'keys are given as they are, and the answer says so',
  },
});

const conditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
const checksums = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'].map(
  (algorithm) => `x-amz-checksum-${algorithm}`,
);
const meta = 'x-amz-meta';

/** Of S3 by fauxqs, by method: the query, and the headers that mean something to S3 alone. */
export const s3Parameters: RequestParameters = {
  DELETE: all('uploadId'),
  GET: listing(
    ...['range', 'partNumber', 'x-amz-checksum-mode', ...conditions],
    ...['list-type', 'prefix', 'delimiter', 'max-keys', 'marker', 'start-after'],
    'continuation-token',
  ),
  HEAD: all('x-amz-checksum-mode'),
  POST: all('delete', 'uploads', 'uploadId', 'x-amz-checksum-algorithm', ...checksums, meta),
  PUT: all(
    ...['partNumber', 'uploadId', 'x-amz-sdk-checksum-algorithm', ...checksums, meta],
    ...['x-amz-copy-source', 'x-amz-copy-source-range', 'x-amz-metadata-directive'],
  ),
};

const meaningful = /^(x-amz-|if-|range$)/;

/** The parameters of a call by their names, all user metadata as one. */
export function parametersOf(
  url: string,
  headers: Readonly<Record<string, unknown>>,
): Record<string, true> {
  const [, query = ''] = url.split('?', 2);
  const named = [
    ...new URLSearchParams(query).keys(),
    ...Object.keys(headers).filter((name) => meaningful.test(name)),
  ];
  return Object.fromEntries(
    named.map((name) => [name.startsWith(`${meta}-`) ? meta : name, true] as const),
  );
}
