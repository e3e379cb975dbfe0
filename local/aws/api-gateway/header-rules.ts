/**
 * What a REST API makes of headers on their way to a function and back.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html#api-gateway-known-issues-rest-apis
 */

const droppedFromRequests: ReadonlySet<string> = new Set([
  'connection',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'upgrade',
  'www-authenticate',
  // They belong to the connection with the gateway. No event of AWS has them.
  'content-length',
  'transfer-encoding',
  // It takes effect as the method.
  'x-http-method-override',
]);

const droppedFromResponses: ReadonlySet<string> = new Set([
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  // The gateway counts the body itself.
  'content-length',
]);

const remappedInResponses: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);

/** Whether a header of a request reaches the function. */
export function isPassedOn(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower === 'authorization') return !value.startsWith('AWS4-HMAC-SHA256');
  return !droppedFromRequests.has(lower);
}

/** A header of the function's answer under the name that the caller sees; `undefined` where it sees none. */
export function answeredName(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (droppedFromResponses.has(lower)) return undefined;
  return remappedInResponses.has(lower) ? `x-amzn-Remapped-${name}` : name;
}
