import { randomUUID } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { signAsGitHub } from '../../client/example-webhook/sign-as-github.ts';
import type { Payload } from './payloads.ts';

/** Where GitHub's webhooks of one API go. */
export interface Door {
  readonly port: number;
  /** With the stage: `/dev/webhooks/github`. */
  readonly path: string;
  /** The name by which the API is asked for, where it isn't the address. */
  readonly host?: string;
  readonly secret: string;
}

/** Sends one webhook, new and signed. @returns the status of the answer */
export function knock(
  { port, path, host, secret }: Door,
  payload: Payload,
  agent: Agent,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...signAsGitHub(payload, secret, randomUUID()),
      'content-length': payload.body.length,
      ...(host && { host }),
    };
    const timeout = 30_000;
    const sent = request(
      { host: '127.0.0.1', port, path, method: 'POST', agent, headers, timeout },
      (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
        response.once('error', reject);
      },
    );
    sent.once('timeout', () => sent.destroy(new Error('No answer within 30 s')));
    sent.once('error', reject);
    sent.end(payload.body);
  });
}
