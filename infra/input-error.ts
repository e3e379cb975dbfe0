/**
 * An input of the person who runs the synthesis is wrong. The text says what to fix; a stack trace would add
 * nothing.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
}
