import { parseJson } from '../webhook/json-body.ts';
import type { JsonWebhook } from '../webhook/route-config.ts';
import type { Delivery } from './delivery.ts';

/** Parses the body when it is first looked at: most routes and destinations don't. */
export function withJson(delivery: Delivery): JsonWebhook {
  let json: { readonly value: unknown } | undefined;
  return {
    ...delivery,
    get json() {
      json ??= { value: parseJson(delivery.body) };
      return json.value;
    },
  };
}
