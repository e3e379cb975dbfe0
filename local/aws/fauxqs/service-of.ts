export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: unknown;
}

/** SQS, SNS and S3 share one address here. */
export function serviceOf({ headers }: Pick<Call, 'headers'>): 'sqs' | 'sns' | 's3' {
  if (headers['x-amz-target'] !== undefined) return 'sqs';
  const isForm = String(headers['content-type']).startsWith('application/x-www-form-urlencoded');
  return isForm ? 'sns' : 's3';
}
