import type { Need } from '../access.ts';

/** One call of S3, in path style. */
export interface StoreCall {
  readonly method: string;
  /** `/<bucket>/<key>?<query>` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** By method, of a bucket and of an object, where no query makes it another. */
const ofBucket: Readonly<Record<string, string>> = {
  GET: 's3:ListBucket',
  HEAD: 's3:ListBucket',
  PUT: 's3:CreateBucket',
  DELETE: 's3:DeleteBucket',
};
const ofObject: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  POST: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/**
 * What a call of S3 asks to be allowed. One that is not known here takes what no policy grants but `s3:*`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export function s3Needs({ method, url, headers }: StoreCall): readonly Need[] {
  const { bucket, key, query } = partsOf(url);
  const bucketArn = `arn:aws:s3:::${bucket}`;
  if (bucket === '') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  if (key === '') return [bucketNeed(method, query, bucketArn)];
  const action = objectAction(method, query);
  const needs = [{ action, resource: `${bucketArn}/${key}` }];
  const source = headers['x-amz-copy-source'];
  if (source === undefined) return needs;
  const from = `arn:aws:s3:::${decodeURIComponent(String(source)).replace(/^\//, '')}`;
  return [...needs, { action: 's3:GetObject', resource: from }];
}

/** Whether an object is wanted: without `s3:ListBucket`, S3 does not tell that there is none. */
export function isObjectRead({ method, url }: Pick<StoreCall, 'method' | 'url'>): boolean {
  return (method === 'GET' || method === 'HEAD') && partsOf(url).key !== '';
}

/**
 * The permission that S3 requires before it says that an object is missing. The call is no list, so `s3:prefix` is
 * not given.
 */
export function listNeed(url: string): Need {
  return { action: 's3:ListBucket', resource: `arn:aws:s3:::${partsOf(url).bucket}` };
}

function bucketNeed(method: string, query: URLSearchParams, resource: string): Need {
  const isList = method === 'GET' && [...query.keys()].every((name) => listParameters.has(name));
  if (isList) return { action: 's3:ListBucket', resource, context: listContext(query) };
  const isPlain = [...query.keys()].every((name) => name === 'x-id');
  return { action: (isPlain && ofBucket[method]) || unknown, resource };
}

const unknown = 's3:Unknown';
const listParameters = new Set([
  ...['list-type', 'prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after'],
  ...['marker', 'encoding-type', 'fetch-owner', 'x-id'],
]);

function listContext(query: URLSearchParams): Readonly<Record<string, string>> {
  const told = ['prefix', 'delimiter', 'max-keys'].flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[`s3:${name}`, value] as const];
  });
  return Object.fromEntries(told);
}

function objectAction(method: string, query: URLSearchParams): string {
  if (query.has('uploadId') && method === 'DELETE') return 's3:AbortMultipartUpload';
  if (query.has('uploadId') && method === 'GET') return 's3:ListMultipartUploadParts';
  const isUpload = query.has('uploads') || query.has('uploadId');
  const isPlain = [...query.keys()].every((name) => name === 'x-id' || name.startsWith('X-Amz-'));
  return ((isPlain || isUpload) && ofObject[method]) || unknown;
}

function partsOf(url: string) {
  const [path = '', query = ''] = url.split('?', 2);
  const [, bucket = '', ...key] = path.split('/');
  return {
    bucket,
    key: decodeURIComponent(key.join('/')),
    query: new URLSearchParams(query),
  };
}
