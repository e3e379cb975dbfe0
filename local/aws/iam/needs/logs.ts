import type { Need, Place } from '../access.ts';

/**
 * All but those by a query's id name their groups, in the form that AWS's denials have, which a grant on `<the group's
 * ARN>:*` covers.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export function logsNeeds(
  action: string,
  input: unknown,
  { region, accountId }: Place,
): readonly Need[] {
  const { queryId, logGroupNames, logGroupIdentifiers, ...one } = Object(input);
  if (queryId !== undefined) return [{ action: `logs:${action}`, resource: '*' }];
  const { logGroupName, logGroupIdentifier, logGroupNamePrefix } = one;
  const named: readonly unknown[] = logGroupNames ??
    logGroupIdentifiers ?? [logGroupName ?? logGroupIdentifier ?? logGroupNamePrefix ?? ''];
  return named.map((name) => {
    const group = String(name).replace(/^arn:.*:log-group:/, '');
    const resource = `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:`;
    return { action: `logs:${action}`, resource };
  });
}
