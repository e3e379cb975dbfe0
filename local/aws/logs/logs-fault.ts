/** A refusal in the words of CloudWatch Logs' API. */
export class LogsFault extends Error {
  override readonly name = 'LogsFault';
  readonly code: string;

  constructor(
    message: string,
    {
      code = 'InvalidParameterException',
      ...options
    }: ErrorOptions & { readonly code?: string } = {},
  ) {
    super(message, options);
    this.code = code;
  }
}
