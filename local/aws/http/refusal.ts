/** An answer of AWS that is given instead of the true one. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An error as the services with a JSON protocol (1.0) give it. */
export function jsonRefusal(status: number, type: string, message: string): Refusal {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ __type: type, message }),
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
