import { createRequest, type Fields, type WebhookRequest } from '../../service/webhook/request.ts';
import type { ExampleRequest } from './example.ts';

/** The bytes of an example, unsigned. @param publicUrl the sender calls it with its query, where it has one */
export function draftRequest(
  example: ExampleRequest,
  publicUrl: string | undefined,
): WebhookRequest {
  const { method, headers, query } = example;
  const [contentType, body] = contentOf(example);
  return createRequest({
    ...(method === undefined ? {} : { method }),
    headers: { ...headers, ...(contentType && { 'content-type': contentType }) },
    query: { ...queryOf(publicUrl), ...query },
    body: Buffer.from(body),
  });
}

function contentOf({ json, form }: ExampleRequest): readonly [type: string, body: string] {
  if (json !== undefined) return ['application/json', JSON.stringify(json)];
  if (form === undefined) return ['', ''];
  return ['application/x-www-form-urlencoded', String(new URLSearchParams(form))];
}

function queryOf(publicUrl: string | undefined): Fields {
  if (publicUrl === undefined) return {};
  const { searchParams } = new URL(publicUrl);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  );
}
