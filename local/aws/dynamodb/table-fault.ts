import { jsonRefusal, type Refusal } from '../http/refusal.ts';

const prefix = 'com.amazonaws.dynamodb.v20120810#';

/** An error that the DynamoDB API answers with. */
export class TableFault extends Error {
  override readonly name = 'TableFault';
  readonly code: string;
  readonly fields: object;

  constructor(code: string, message: string, fields: object = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

export function describeTableFault(error: unknown): Refusal {
  if (error instanceof TableFault) {
    return jsonRefusal(400, prefix + error.code, error.message, { ...error.fields });
  }
  // dynalite's own errors
  const { statusCode, body } = Object(error) as { statusCode?: number; body?: object };
  if (statusCode === undefined || body === undefined) {
    return jsonRefusal(500, `${prefix}InternalServerError`, String(error));
  }
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status: statusCode, headers, body: JSON.stringify(body) };
}
