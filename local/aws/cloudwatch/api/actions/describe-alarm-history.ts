import { z } from 'zod';
import { defineAction, pageOf, toSeconds } from '../action.ts';

const schema = z.strictObject({
  AlarmName: z.string().optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm'])).default(['MetricAlarm']),
  HistoryItemType: z.string().optional(),
  StartDate: z.number().default(0),
  EndDate: z.number().default(Number.MAX_SAFE_INTEGER),
  MaxRecords: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export const describeAlarmHistory = defineAction(schema, (input, { alarms }) => {
  const matches = alarms.history
    .list()
    .filter(
      (item) =>
        (input.AlarmName ?? item.alarmName) === item.alarmName &&
        input.AlarmTypes.includes(item.alarmType) &&
        (input.HistoryItemType ?? item.type) === item.type &&
        toSeconds(item.timestamp) >= input.StartDate &&
        toSeconds(item.timestamp) <= input.EndDate,
    );
  const sorted = input.ScanBy === 'TimestampAscending' ? matches.toReversed() : matches;
  const { page, ...next } = pageOf(sorted, input.MaxRecords, input.NextToken);
  return {
    AlarmHistoryItems: page.map((item) => ({
      AlarmName: item.alarmName,
      AlarmType: item.alarmType,
      Timestamp: toSeconds(item.timestamp),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...next,
  };
});
