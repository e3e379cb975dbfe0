import type { Channel } from '../../client/send/channel.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { knownEventTypes } from '../../service/webhook/known-event-types.ts';
import { nearestName } from '../../service/webhook/nearest-name.ts';

/** A misspelt type is filtered, and nobody sees why. It is sent all the same: senders add types. */
export function warnOfType(
  { sender, title, examples }: Channel,
  { type }: { readonly type?: string },
  err: Terminal,
): void {
  const known = knownEventTypes(sender);
  if (type === undefined || known === undefined || Object.hasOwn(examples, type)) return;
  if (known.types.includes(type) || known.own?.test(type)) return;
  const meant = nearestName(type, known.types);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  err.line(`${title} is not known to send ${type}.${hint} It is sent all the same.`);
}
