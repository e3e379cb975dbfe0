import { request } from 'node:http';
import { type GithubWebhook, githubHeaders } from './github-webhook.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends a webhook over HTTP as GitHub would; `webhook.secret` is the source's. */
export function sendWebhook(
  endpoint: string,
  webhook: GithubWebhook & { readonly deliveryId?: string },
): Promise<Answer> {
  const body = Buffer.from(webhook.body ?? '{"zen":"Keep it logically awesome."}');
  const headers = {
    ...githubHeaders(body, webhook.secret),
    ...(webhook.deliveryId && { 'X-GitHub-Delivery': webhook.deliveryId }),
    ...webhook.headers,
  };
  const url = `${endpoint}/webhooks/${webhook.source ?? 'github'}`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: webhook.method ?? 'POST', headers: present(headers) });
    sent.on('error', reject);
    sent.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { statusCode = 0, headers: received } = response;
      resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString() });
    });
    sent.end(webhook.method === 'GET' ? undefined : body);
  });
}

function present(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
