/** Something that the person at the terminal can mend. `remedy` says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
