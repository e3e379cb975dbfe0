import { withHeaders } from '../../service/webhook/request.ts';
import type { Sender } from '../../service/webhook/sender.ts';
import { placeOf } from '../../service/webhook/signed-id.ts';
import type { Channel } from './channel.ts';
import { type Composed, composeWebhook } from './compose.ts';

/** What was received before. */
export interface Received {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The same bytes with the sender's headers of then, still to be signed. Where the id stands in a header it is a new
 * one; where it stands in the body, it is the same webhook once more.
 *
 * @param sender `undefined` for events of the user's own services
 * @throws CommandError as `composeWebhook`
 */
export function composeAgain(
  channel: Channel,
  sender: Sender | undefined,
  { body, headers }: Received,
): Composed {
  const fresh = composeWebhook(channel, { body });
  const kept = sentHeaders(sender, headers);
  return {
    isGiven: true,
    compose: (now) => withHeaders(fresh.compose(now), kept),
  };
}

function sentHeaders(sender: Sender | undefined, headers: Received['headers']) {
  const ids = (sender?.deliveryId ?? []).map(placeOf).map((place) => Object(place).header);
  const names = ['content-type', ...(sender?.allowedHeaders ?? [])];
  const kept = names.filter((name) => !ids.includes(name) && headers[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, headers[name] ?? '']));
}
