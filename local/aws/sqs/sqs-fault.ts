/** A refusal in the words of the SQS API. */
export class SqsFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SqsFault';
    this.code = code;
  }
}
