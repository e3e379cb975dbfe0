import { jsonFields } from '../../service/webhook/json-body.ts';
import { isForm } from '../../service/webhook/media-type.ts';
import { type WebhookRequest, withHeaders, withQuery } from '../../service/webhook/request.ts';
import type { Place } from '../../service/webhook/sender.ts';
import { setPath } from '../example-webhook/set-path.ts';
import type { Channel } from './channel.ts';

/**
 * The same webhook with another type, where it has one now.
 *
 * @param only leaves the body as it is
 * @returns `undefined` where the type can't be changed
 */
export function withType(
  request: WebhookRequest,
  { typePlaces }: Pick<Channel, 'typePlaces'>,
  type: string,
  only?: 'headers',
): WebhookRequest | undefined {
  const place = typePlaces.find((each) => holdsValue(each, request));
  if (typeof place !== 'object') return undefined;
  if ('header' in place) return withHeaders(request, { [place.header]: type });
  if (only === 'headers') return undefined;
  if ('form' in place) return inForm(request, place.form, type);
  return 'json' in place ? inJson(request, place.json, type) : undefined;
}

function holdsValue(place: Place, { headers, body, query }: WebhookRequest): boolean {
  if (typeof place !== 'object') return false;
  if ('header' in place) return headers[place.header] !== undefined;
  if ('json' in place) return jsonFields(body)(place.json) !== undefined;
  if (!('form' in place)) return 'fixed' in place;
  return query[place.form] !== undefined || new URLSearchParams(String(body)).has(place.form);
}

function inForm(request: WebhookRequest, field: string, type: string): WebhookRequest {
  if (!isForm(request.headers)) return withQuery(request, { [field]: type });
  const form = new URLSearchParams(String(request.body));
  form.set(field, type);
  return { ...request, body: Buffer.from(String(form)) };
}

function inJson(request: WebhookRequest, path: readonly string[], type: string): WebhookRequest {
  const json = JSON.parse(String(request.body));
  // Discord's interactions have a number there.
  setPath(json, path, typeof valueAt(json, path) === 'number' ? Number(type) : type);
  return { ...request, body: Buffer.from(JSON.stringify(json)) };
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => Object(value)[key], json);
}
