export interface FunctionReference {
  readonly functionName: string;
  readonly alias?: string;
}

/** Reads `name`, `name:alias`, a function's ARN with or without alias, or an API integration's URI. */
export function parseFunctionReference(text: string): FunctionReference {
  const match = /(?:function:|^)([A-Za-z0-9_-]+)(?::([A-Za-z0-9_$-]+))?(?:\/invocations)?$/.exec(
    text,
  );
  if (match === null) throw new Error(`Not a function: ${text}`);
  const [, functionName = '', alias] = match;
  return { functionName, ...(alias === undefined ? {} : { alias }) };
}
