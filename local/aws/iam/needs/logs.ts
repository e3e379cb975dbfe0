import type { Need, Place } from '../access.ts';

/** Both name the group in the form that AWS's denials have, which a grant on `<the group's ARN>:*` covers. */
export function logsNeeds(
  action: string,
  input: unknown,
  { region, accountId }: Place,
): readonly Need[] {
  const { logGroupName, logGroupIdentifier, logGroupNamePrefix } = Object(input);
  const named = String(logGroupName ?? logGroupIdentifier ?? logGroupNamePrefix ?? '');
  const group = named.replace(/^arn:.*:log-group:/, '');
  const resource = `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:`;
  return [{ action: `logs:${action}`, resource }];
}
