import { draftRequest } from '../client/example-webhook/draft-request.ts';
import type { ExampleRequest } from '../client/example-webhook/example.ts';
import { serviceEvents } from '../client/example-webhook/examples/service-events.ts';
import { createOccasion } from '../client/example-webhook/occasion.ts';
import { createRequest, type WebhookRequest, withHeaders } from '../service/webhook/request.ts';
import { chooseExample } from './choose-example.ts';
import { type GivenWebhook, isExact } from './given-webhook.ts';
import { merge } from './merge.ts';

/** The request with which a service of one's own sends its event. @param now milliseconds since 1970 */
export function draftEvent(given: GivenWebhook, now: number): WebhookRequest {
  const { body, type, with: changes = {}, headers: own = {} } = given;
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'kit-1', ...own };
  if (isExact(body)) return createRequest({ headers, body: Buffer.from(body) });
  const { json } = body === undefined ? exampleFor(given, now) : { json: body };
  const typed = merge(json, type === undefined ? {} : { type });
  return withHeaders(draftRequest({ json: merge(typed, changes) }, undefined), headers);
}

function exampleFor(given: GivenWebhook, now: number): ExampleRequest {
  const [first] = Object.values(serviceEvents);
  const example = chooseExample(given, serviceEvents, first);
  return example === undefined ? { json: { data: {} } } : example.request(createOccasion(now));
}
