/** Something that whoever runs the synthesis gave is wrong. The text says what to mend; a stack trace adds nothing. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
