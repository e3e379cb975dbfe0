/** A refusal in the words of CloudFormation's API. */
export class CloudFormationFault extends Error {
  override readonly name = 'CloudFormationFault';
  readonly status: number;
  readonly code: string;

  constructor(message: string, code = 'ValidationError', status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
