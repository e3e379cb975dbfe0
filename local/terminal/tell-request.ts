import { parseJson } from '../../service/webhook/json-body.ts';
import type { Story } from './story.ts';

/**
 * What an entry of the gateway's access log tells of a request that no function refused: the gateway did, or no source
 * has the name that it was sent to.
 */
export function tellRequest(entry: string): Story | undefined {
  const { status, path, errorType, errorMessage } = Object(parseJson(Buffer.from(entry)));
  const text = (why: string) => `${path}: ${status} ${why}`;
  if (typeof errorType === 'string' && errorType !== '-' && Number(status) >= 400) {
    const why = errorMessage === '-' ? errorType : `${errorType}: ${errorMessage}`;
    return { kind: 'refused', text: text(`of the gateway: ${why}`) };
  }
  const isUnknownSource = status === '404' && /\/webhooks\/[^/]+\/?$/.test(path);
  return isUnknownSource
    ? { kind: 'refused', text: text('unknown-source: no source has this name') }
    : undefined;
}
