/** A refusal in the words of Lambda's API. */
export class LambdaFault extends Error {
  override readonly name = 'LambdaFault';
  readonly status: number;
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: string,
    message: string,
    fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.fields = fields;
  }
}

export function invalidParameter(message: string): LambdaFault {
  return new LambdaFault(400, 'InvalidParameterValueException', message, { Type: 'User' });
}

export function notFound(message: string): LambdaFault {
  return new LambdaFault(404, 'ResourceNotFoundException', message, { Type: 'User' });
}
