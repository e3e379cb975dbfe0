import { createHmac } from 'node:crypto';
import type { Payload } from './payloads.ts';

/** The headers that GitHub sends, with the signature of exactly these bytes. */
export function signAsGitHub(
  { type, body }: Payload,
  secret: string,
  deliveryId: string,
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/spillway',
    'x-github-event': type,
    'x-github-delivery': deliveryId,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
}
