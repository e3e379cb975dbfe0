import { jsonRefusal, type Refusal } from '../http/refusal.ts';

/** A refusal in the words of the SQS API. */
export class SqsFault extends Error {
  override readonly name = 'SqsFault';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The header names the code of the older query protocol. */
export function describeSqsFault({ code, message, status }: SqsFault): Refusal {
  const refusal = jsonRefusal(status, `com.amazonaws.sqs#${code}`, message);
  return { ...refusal, headers: { ...refusal.headers, 'x-amzn-query-error': `${code};Sender` } };
}
