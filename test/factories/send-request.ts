import { Agent, request } from 'node:http';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Answer } from './send-webhook.ts';

const agent = new Agent({ keepAlive: true });

/** Makes a request to a source over HTTP, as it stands. */
export function sendRequest(
  endpoint: string,
  source: string,
  { method, headers, headerLines, query, body }: WebhookRequest,
): Promise<Answer> {
  const url = `${endpoint}/webhooks/${source}${searchOf(query)}`;
  const repeated = Object.entries(headerLines).map(([name, lines]) => [name, [...lines]]);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      headers: { ...headers, ...Object.fromEntries(repeated) },
      agent,
    });
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

/** The query with its question mark, or nothing. */
export function searchOf(query: WebhookRequest['query']): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
