import { z } from 'zod';
import type { StackTemplate } from '../../boot/template/open-template.ts';
import { readProperties } from '../../boot/template/resources.ts';
import { type Logs, startLogs } from './start-logs.ts';

const logGroup = z.object({
  LogGroupName: z.string().optional(),
  RetentionInDays: z.number().optional(),
});
const metricFilter = z.object({ LogGroupName: z.string() });

/** Starts CloudWatch Logs with the template's log groups. */
export async function keepLogs(
  { world, resources }: Pick<StackTemplate, 'world' | 'resources'>,
  started: AsyncDisposableStack,
): Promise<Logs> {
  const filters = resources
    .ofType('AWS::Logs::MetricFilter')
    .map((resource) => readProperties(metricFilter, resource).LogGroupName);
  const groups = resources.ofType('AWS::Logs::LogGroup').map((resource) => {
    const { LogGroupName: name = resource.ref, RetentionInDays: retentionInDays } = readProperties(
      logGroup,
      resource,
    );
    return {
      name,
      arn: `arn:aws:logs:${world.region}:${world.accountId}:log-group:${name}:*`,
      metricFilterCount: filters.filter((filtered) => filtered === name).length,
      ...(retentionInDays === undefined ? {} : { retentionInDays }),
    };
  });
  const logs = await startLogs(groups);
  started.defer(() => logs.stop());
  return logs;
}
