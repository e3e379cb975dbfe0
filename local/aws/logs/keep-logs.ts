import { z } from 'zod';
import type { StackTemplate } from '../../boot/template/open-template.ts';
import { readProperties } from '../../boot/template/resources.ts';
import type { Observer } from '../observer.ts';
import type { LogGroupDefinition } from './log-group.ts';
import { type Logs, startLogs } from './start-logs.ts';

const logGroup = z.object({
  LogGroupName: z.string().optional(),
  RetentionInDays: z.number().optional(),
});
const metricFilter = z.object({ LogGroupName: z.string() });
const logStream = z.object({ LogGroupName: z.string(), LogStreamName: z.string() });

type Template = Pick<StackTemplate, 'world' | 'resources'> & { readonly observer: Observer };

/**
 * CloudWatch Logs with the template's log groups.
 *
 * @returns to be called with each deployment of the stack; the first one starts it
 */
export function createLogKeeper(
  started: AsyncDisposableStack,
): (template: Template) => Promise<Logs> {
  let running: Logs | undefined;
  started.defer(() => running?.stop());
  return async (template) => {
    const groups = readLogGroups(template);
    if (running === undefined) running = await startLogs(groups, template.observer);
    else running.deploy(groups);
    return running;
  };
}

function readLogGroups({ world, resources }: Pick<StackTemplate, 'world' | 'resources'>) {
  const filters = resources
    .ofType('AWS::Logs::MetricFilter')
    .map((resource) => readProperties(metricFilter, resource).LogGroupName);
  const streams = resources
    .ofType('AWS::Logs::LogStream')
    .map((resource) => readProperties(logStream, resource));
  return resources.ofType('AWS::Logs::LogGroup').map((resource): LogGroupDefinition => {
    const { LogGroupName: name = resource.ref, RetentionInDays: retentionInDays } = readProperties(
      logGroup,
      resource,
    );
    return {
      name,
      arn: `arn:aws:logs:${world.region}:${world.accountId}:log-group:${name}:*`,
      metricFilterCount: filters.filter((filtered) => filtered === name).length,
      streams: streams.filter((one) => one.LogGroupName === name).map((one) => one.LogStreamName),
      ...(retentionInDays === undefined ? {} : { retentionInDays }),
    };
  });
}
