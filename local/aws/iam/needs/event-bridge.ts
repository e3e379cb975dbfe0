import type { Need, Place } from '../access.ts';

/** Each entry has its bus; all else is about a rule. */
export function eventBridgeNeeds(
  action: string,
  input: unknown,
  { region, accountId }: Place,
): readonly Need[] {
  const { Entries, Name } = Object(input);
  if (typeof Name === 'string') {
    const resource = `arn:aws:events:${region}:${accountId}:rule/${Name}`;
    return [{ action: `events:${action}`, resource }];
  }
  if (!Array.isArray(Entries) || Entries.length === 0) {
    return [{ action: `events:${action}`, resource: '*' }];
  }
  return Entries.map((entry) => {
    const { EventBusName: bus = 'default' } = Object(entry);
    const arn = `arn:aws:events:${region}:${accountId}:event-bus/${bus}`;
    return { action: `events:${action}`, resource: String(bus).startsWith('arn:') ? bus : arn };
  });
}
