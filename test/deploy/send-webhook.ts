import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Ministack } from './start-ministack.ts';

export interface WebhookToSend {
  /** The deployed stage's: `https://<api id>.execute-api…/<stage>`. */
  readonly endpoint: string;
  readonly secret: string;
  readonly deliveryId: string;
  readonly event: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

/** Sends a webhook as GitHub does, to the API's name, which MiniStack finds in the Host header. */
export function sendWebhook(
  { port }: Pick<Ministack, 'port'>,
  { endpoint, secret, deliveryId, event, body }: WebhookToSend,
): Promise<Answer> {
  const { hostname, pathname } = new URL(endpoint);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: `${pathname}/webhooks/github`,
        timeout: 30_000,
        headers: {
          host: `${hostname.split('.')[0]}.execute-api.localhost:${port}`,
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': deliveryId,
          'x-hub-signature-256': `sha256=${signature}`,
        },
      },
      (response) => {
        text(response).then(
          (answer) => resolve({ status: response.statusCode, body: answer }),
          reject,
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('The API did not answer in 30 s')));
    sent.on('error', reject);
    sent.end(body);
  });
}
