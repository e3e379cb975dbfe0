/** A refusal in the words of CloudWatch Logs' API. */
export class LogsFault extends Error {
  override readonly name = 'LogsFault';
  readonly code: string;
  /** What the answer has besides its message. */
  readonly fields: object;

  constructor(
    message: string,
    {
      code = 'InvalidParameterException',
      fields = {},
      ...options
    }: ErrorOptions & { readonly code?: string; readonly fields?: object } = {},
  ) {
    super(message, options);
    this.code = code;
    this.fields = fields;
  }
}
