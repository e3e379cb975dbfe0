import type { Need, Place } from '../access.ts';

/** Each entry has its bus. */
export function eventBridgeNeeds(
  action: string,
  input: unknown,
  { region, accountId }: Place,
): readonly Need[] {
  const { Entries } = Object(input);
  if (!Array.isArray(Entries) || Entries.length === 0) {
    return [{ action: `events:${action}`, resource: '*' }];
  }
  return Entries.map((entry) => {
    const { EventBusName: bus = 'default' } = Object(entry);
    const arn = `arn:aws:events:${region}:${accountId}:event-bus/${bus}`;
    return { action: `events:${action}`, resource: String(bus).startsWith('arn:') ? bus : arn };
  });
}
