import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';

export interface AlarmStatus {
  readonly name: string;
  readonly state: string;
  readonly since?: string;
  readonly reason: string;
  /** The page that says what to do, from the root of the repository. */
  readonly runbook: string;
}

const urgency: Readonly<Record<string, number>> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };

/**
 * The page that the description links to: that of all alarms of its kind, where there is one for each source. Nothing
 * for one that is only a part of another.
 */
function runbookOf(description = '', slug: string): string | undefined {
  if (description.startsWith('Part of ')) return undefined;
  const [, page = `${slug}.md`] = / · Runbook: \S+\/([\w-]+\.md)/.exec(description) ?? [];
  return `runbooks/${page}`;
}

/** Those that need somebody first. */
export async function readAlarms(
  cloudWatch: CloudWatchClient,
  stage: string,
): Promise<AlarmStatus[]> {
  const prefix = `spillway-${stage}-`;
  const pages = paginateDescribeAlarms(
    { client: cloudWatch },
    { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  );
  const alarms: AlarmStatus[] = [];
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    for (const alarm of [...MetricAlarms, ...CompositeAlarms]) {
      const { AlarmName: name = '', StateValue: state = '', StateReason: reason = '' } = alarm;
      const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
      const runbook = runbookOf(alarm.AlarmDescription, name.slice(prefix.length));
      if (runbook === undefined) continue;
      alarms.push({ name, state, reason, runbook, ...(since && { since: since.toISOString() }) });
    }
  }
  return alarms.sort(
    (a, b) => (urgency[a.state] ?? 3) - (urgency[b.state] ?? 3) || a.name.localeCompare(b.name),
  );
}
