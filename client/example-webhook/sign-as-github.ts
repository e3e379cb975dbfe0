import { createHmac } from 'node:crypto';

/** The event type, as GitHub names it in `X-GitHub-Event`, and the exact bytes. */
interface GithubPayload {
  readonly type: string;
  readonly body: Buffer;
}

/** The headers that GitHub sends, with the signature of exactly these bytes. */
export function signAsGitHub(
  { type, body }: GithubPayload,
  secret: string,
  deliveryId: string,
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/spillway',
    'x-github-event': type,
    'x-github-delivery': deliveryId,
    'x-hub-signature-256': githubSignature(body, secret),
  };
}

/** The value of `X-Hub-Signature-256`. */
export function githubSignature(body: Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
