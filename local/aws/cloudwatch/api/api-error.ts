/** An error as AWS words it. `code` is the query protocol's; `shape` is the name that JSON clients know. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly shape: string;
  readonly code: string;

  constructor(shape: string, code: string, message: string) {
    super(message);
    this.shape = shape;
    this.code = code;
  }
}

export function invalidParameter(message: string): ApiError {
  return new ApiError('InvalidParameterValueException', 'InvalidParameterValue', message);
}
