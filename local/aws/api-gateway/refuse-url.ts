import type { ApiSettings } from './api-settings.ts';
import type { RefusalType } from './gateway-refusal.ts';
import type { RequestContext } from './request-context.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const methodArnLimitBytes = 1_600;

/** Why the gateway does not even look for the method of a URL. */
export function refuseUrl(
  { region, accountId, apiId, stage }: ApiSettings,
  { method, path = '/', rawQuery }: RequestContext,
): RefusalType | undefined {
  // They must be percent-encoded:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  if (/[|{}]/.test(rawQuery) || !isDecodable(path)) return 'BAD_REQUEST';
  const arn = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${path}`;
  return Buffer.byteLength(arn) > methodArnLimitBytes ? 'URI_TOO_LONG' : undefined;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
