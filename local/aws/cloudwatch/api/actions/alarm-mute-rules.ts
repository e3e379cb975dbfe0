import { z } from 'zod';
import { type MuteRule, muteStatus } from '../../alarms/mute-rules.ts';
import { defineAction, pageOf, toSeconds } from '../action.ts';
import { ApiError, invalidParameter } from '../api-error.ts';

const statuses = z.enum(['SCHEDULED', 'ACTIVE', 'EXPIRED']);
const ruleName = z.string().min(1).max(255);

const rule = z.strictObject({
  Name: ruleName,
  Description: z.string().max(1_024).optional(),
  Rule: z.strictObject({
    Schedule: z.strictObject({
      Expression: z
        .string()
        .regex(/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d\)$/, 'only at(yyyy-MM-ddThh:mm) is known here'),
      Duration: z.string().regex(/^P(?=.)(\d+D)?(T(\d+H)?(\d+M)?)?$/, 'no ISO 8601 duration'),
      Timezone: z.literal('UTC', 'only UTC is known here').optional(),
    }),
  }),
  MuteTargets: z.strictObject({ AlarmNames: z.array(z.string().min(1)).min(1).max(100) }),
  ExpireDate: z.number().optional(),
});

const longestMs = 15 * 86_400_000;

/** Only one-time windows. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
export const putAlarmMuteRule = defineAction(rule, (input, { alarms, clock }) => {
  const { Expression, Duration } = input.Rule.Schedule;
  const durationMs = toMilliseconds(Duration);
  if (durationMs < 60_000 || durationMs > longestMs) {
    throw invalidParameter('Rule.Schedule.Duration: from PT1M to P15D');
  }
  const unknown = input.MuteTargets.AlarmNames.find((name) => !alarms.find(name));
  if (unknown !== undefined) throw invalidParameter(`MuteTargets: no alarm is named ${unknown}`);
  const start = Date.parse(`${Expression.slice('at('.length, -1)}:00Z`);
  alarms.muteRules.put({
    name: input.Name,
    description: input.Description,
    expression: Expression,
    duration: Duration,
    start,
    end: start + durationMs,
    expiresAt: input.ExpireDate === undefined ? undefined : 1000 * input.ExpireDate,
    alarmNames: input.MuteTargets.AlarmNames,
    updatedAt: clock.now(),
  });
  return {};
});

const named = z.strictObject({ AlarmMuteRuleName: ruleName });

export const getAlarmMuteRule = defineAction(named, ({ AlarmMuteRuleName }, { alarms, clock }) => {
  const found = alarms.muteRules.get(AlarmMuteRuleName);
  if (found === undefined) {
    const message = `No mute rule is named ${AlarmMuteRuleName}`;
    throw new ApiError('ResourceNotFoundException', 'ResourceNotFoundException', message);
  }
  return {
    ...summaryOf(found, alarms.arnOfMuteRule(found.name), clock.now()),
    Name: found.name,
    ...(found.description === undefined ? {} : { Description: found.description }),
    Rule: { Schedule: { Expression: found.expression, Duration: found.duration } },
    MuteTargets: { AlarmNames: found.alarmNames },
  };
});

/** One that is not there is as good as deleted. */
export const deleteAlarmMuteRule = defineAction(named, ({ AlarmMuteRuleName }, { alarms }) => {
  alarms.muteRules.delete(AlarmMuteRuleName);
  return {};
});

const filter = z.strictObject({
  AlarmName: z.string().optional(),
  Statuses: z.array(statuses).optional(),
  MaxRecords: z.number().int().min(1).max(100).default(50),
  NextToken: z.string().optional(),
});

export const listAlarmMuteRules = defineAction(filter, (input, { alarms, clock }) => {
  const now = clock.now();
  const wanted = alarms.muteRules
    .list()
    .filter(
      (one) =>
        (input.AlarmName === undefined || one.alarmNames.includes(input.AlarmName)) &&
        (input.Statuses === undefined || input.Statuses.includes(muteStatus(one, now))),
    );
  const { page, ...more } = pageOf(wanted, input.MaxRecords, input.NextToken);
  return {
    AlarmMuteRuleSummaries: page.map((one) => summaryOf(one, alarms.arnOfMuteRule(one.name), now)),
    ...more,
  };
});

function summaryOf(one: MuteRule, arn: string, now: number) {
  return {
    AlarmMuteRuleArn: arn,
    Status: muteStatus(one, now),
    MuteType: 'ONE_TIME',
    LastUpdatedTimestamp: toSeconds(one.updatedAt),
    ...(one.expiresAt === undefined ? {} : { ExpireDate: toSeconds(one.expiresAt) }),
  };
}

function toMilliseconds(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
}
