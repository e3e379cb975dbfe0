import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  paginateDescribeAlarmHistory,
} from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';

export interface StateChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  /** The newest of the values that it was judged by. Absent where there was none, and of an alarm of alarms. */
  readonly value?: number;
}

/**
 * What an alarm went through since then, the oldest first.
 *
 * @param name with the stage
 * @param since milliseconds since 1970; CloudWatch remembers 30 days
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export async function readStateChanges(
  client: CloudWatchClient,
  name: string,
  since: number,
): Promise<readonly StateChange[]> {
  const found: StateChange[] = [];
  const pages = paginateDescribeAlarmHistory(
    { client },
    {
      AlarmName: name,
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      HistoryItemType: 'StateUpdate',
      StartDate: new Date(since),
      ScanBy: 'TimestampAscending',
    },
  );
  for await (const { AlarmHistoryItems = [] } of pages) {
    found.push(...AlarmHistoryItems.flatMap(changeIn));
  }
  return found;
}

const historyData = z.looseObject({
  newState: z
    .looseObject({
      stateReason: z.string().default(''),
      stateReasonData: z.unknown(),
    })
    .default({ stateReason: '', stateReasonData: undefined }),
});
const reasonData = z.looseObject({ recentDatapoints: z.array(z.number()).default([]) });

function changeIn({ Timestamp, HistorySummary = '', HistoryData }: AlarmHistoryItem) {
  const [, from, to] = / from (\w+) to (\w+)/.exec(HistorySummary) ?? [];
  if (Timestamp === undefined || from === undefined || to === undefined) return [];
  const { data } = historyData.safeParse(fromJson(HistoryData));
  const { stateReason: reason = '', stateReasonData } = data?.newState ?? {};
  const value = reasonData.safeParse(fromJson(stateReasonData)).data?.recentDatapoints.at(-1);
  const change: StateChange = {
    ...{ at: Timestamp.getTime(), from, to, reason },
    ...(value === undefined ? {} : { value }),
  };
  return [change];
}

/** What somebody set by hand has whatever they wrote: JSON, or a text. */
function fromJson(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}
