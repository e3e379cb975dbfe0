import { Agent, request } from 'node:http';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Answer } from './send-webhook.ts';

const agent = new Agent({ keepAlive: true });

/** Makes a request to a source over HTTP, as it stands. */
export function sendRequest(
  endpoint: string,
  source: string,
  { method, headers, query, body }: WebhookRequest,
): Promise<Answer> {
  const search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const url = `${endpoint}/webhooks/${source}${search && `?${search}`}`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers }, agent });
    sent.on('error', reject);
    sent.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { statusCode = 0, headers: received } = response;
      resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString() });
    });
    sent.end(body);
  });
}
