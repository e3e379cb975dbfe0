/** An answer of AWS that is given instead of the true one. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type JsonVersion = '1.0' | '1.1';

/** An error as the services with a JSON protocol give it. */
export function jsonRefusal(
  status: number,
  type: string,
  message: string,
  {
    version = '1.0',
    ...fields
  }: { readonly version?: JsonVersion; readonly [field: string]: unknown } = {},
): Refusal {
  return {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: JSON.stringify({ __type: type, message, ...fields }),
  };
}

/** An error as S3 gives it. */
export function xmlRefusal(status: number, code: string, message: string, rest = ''): Refusal {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${rest}</Error>`,
  };
}
