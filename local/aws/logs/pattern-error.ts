/** A filter pattern that is wrong, or that is not understood here. */
export class PatternError extends Error {
  override readonly name = 'PatternError';

  constructor(pattern: string, at: string) {
    super(`The filter pattern ${pattern} is not understood at "${at}".`);
  }
}
