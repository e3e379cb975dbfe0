export interface FunctionReference {
  readonly functionName: string;
  readonly alias?: string;
}

/** As `readFunctionReference`. @throws Error where it is none */
export function parseFunctionReference(text: string): FunctionReference {
  const reference = readFunctionReference(text);
  if (reference === undefined) throw new Error(`Not a function: ${text}`);
  return reference;
}

/** Reads `name`, `name:alias`, a function's ARN with or without alias, or an API integration's URI. */
export function readFunctionReference(text: string): FunctionReference | undefined {
  const match = /(?:function:|^)([A-Za-z0-9_-]+)(?::([A-Za-z0-9_$-]+))?(?:\/invocations)?$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, functionName = '', alias] = match;
  return { functionName, ...(alias === undefined ? {} : { alias }) };
}
