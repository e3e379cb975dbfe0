import { z } from 'zod';
import type { LogGroup } from './log-group.ts';
import { LogsFault } from './logs-fault.ts';

export const describeLogGroupsInput = z.strictObject({
  logGroupNamePrefix: z.string().min(1).max(512).optional(),
  logGroupNamePattern: z.string().max(512).optional(),
  nextToken: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(50).optional(),
});

/**
 * The action DescribeLogGroups.
 *
 * @param groups by name
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export function describeLogGroups(
  groups: readonly LogGroup[],
  input: z.output<typeof describeLogGroupsInput>,
): object {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: part, nextToken, limit = 50 } = input;
  if (prefix !== undefined && part !== undefined) {
    throw new LogsFault('Specify either logGroupNamePrefix or logGroupNamePattern, not both.');
  }
  const found = groups.filter(
    ({ definition: { name } }) =>
      name.startsWith(prefix ?? '') && name.includes(part ?? '') && name > (nextToken ?? ''),
  );
  const page = found.slice(0, limit);
  const last = page.at(-1)?.definition.name;
  return {
    logGroups: page.map((group) => describe(group, part !== undefined)),
    ...(found.length > page.length ? { nextToken: last } : {}),
  };
}

/** A search by a part of the name gives less. */
function describe({ definition, createdAt, size }: LogGroup, isBrief: boolean): object {
  const { name, arn, retentionInDays, metricFilterCount } = definition;
  const brief = { logGroupName: name, creationTime: createdAt, arn };
  if (isBrief) return brief;
  return {
    ...brief,
    logGroupArn: arn.replace(/:\*$/, ''),
    logGroupClass: 'STANDARD',
    metricFilterCount,
    storedBytes: size,
    ...(retentionInDays === undefined ? {} : { retentionInDays }),
  };
}
