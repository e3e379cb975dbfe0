import {
  type CloudWatchClient,
  DeleteAlarmMuteRuleCommand,
  GetAlarmMuteRuleCommand,
  PutAlarmMuteRuleCommand,
  paginateListAlarmMuteRules,
} from '@aws-sdk/client-cloudwatch';
import { readTellingAlarms } from '../alarms/deployed-alarms.ts';
import { CommandError } from '../command-error.ts';

/** A time in which the stage's alarms change their states and tell nobody. CloudWatch ends it by itself. */
export interface Maintenance {
  readonly status: 'SCHEDULED' | 'ACTIVE';
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly muted: readonly string[];
}

export interface StartedMaintenance extends Maintenance {
  /** Those that tell of something lost. */
  readonly telling: readonly string[];
}

const minuteMs = 60_000;
/** CloudWatch takes no window that has begun: it has to be told of it some seconds before. */
const noticeMs = 10_000;
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MuteTargets.html
const alarmsOfRule = 100;

/**
 * Mutes from the next full minute on, in place of a maintenance that is on.
 *
 * @param minutes whole ones, from 1 to 15 days
 */
export async function startMaintenance(
  cloudWatch: CloudWatchClient,
  stage: string,
  {
    now,
    minutes,
    reason,
  }: { readonly now: number; readonly minutes: number; readonly reason: string },
): Promise<StartedMaintenance> {
  const alarms = await readTellingAlarms(cloudWatch, stage);
  const names = (inMaintenance: boolean) =>
    alarms.filter((alarm) => alarm.inMaintenance === inMaintenance).map(({ name }) => name);
  const [muted, telling] = [names(false), names(true)];
  if (muted.length === 0) {
    throw new CommandError(`The stage ${stage} has no alarms to mute, in this account and region.`);
  }
  await endMaintenance(cloudWatch, stage);
  const start = Math.ceil((now + noticeMs) / minuteMs) * minuteMs;
  const from = new Date(start).toISOString();
  const until = new Date(start + minutes * minuteMs).toISOString();
  for (let first = 0; first < muted.length; first += alarmsOfRule) {
    await cloudWatch.send(
      new PutAlarmMuteRuleCommand({
        Name: `${ruleName(stage)}-${1 + first / alarmsOfRule}`,
        Description: reason,
        Rule: { Schedule: { Expression: `at(${from.slice(0, 16)})`, Duration: `PT${minutes}M` } },
        MuteTargets: { AlarmNames: muted.slice(first, first + alarmsOfRule) },
        ExpireDate: new Date(until),
      }),
    );
  }
  return { status: 'SCHEDULED', from, until, reason, muted, telling };
}

/** @returns whether there was one to end */
export async function endMaintenance(
  cloudWatch: CloudWatchClient,
  stage: string,
): Promise<boolean> {
  const rules = await findRules(cloudWatch, stage);
  for (const { name } of rules) {
    await cloudWatch.send(new DeleteAlarmMuteRuleCommand({ AlarmMuteRuleName: name }));
  }
  return rules.some(({ status }) => status !== 'EXPIRED');
}

export async function readMaintenance(
  cloudWatch: CloudWatchClient,
  stage: string,
): Promise<Maintenance | undefined> {
  const found = await findRules(cloudWatch, stage);
  const [rule, ...more] = found.filter(({ status }) => status !== 'EXPIRED');
  if (rule === undefined) return undefined;
  const read = ({ name }: FoundRule) =>
    cloudWatch.send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: name }));
  const [first, ...others] = await Promise.all([read(rule), ...more.map(read)]);
  const [, at = ''] = /^at\((.+)\)$/.exec(first.Rule?.Schedule?.Expression ?? '') ?? [];
  return {
    status: rule.status === 'ACTIVE' ? 'ACTIVE' : 'SCHEDULED',
    from: `${at}:00.000Z`,
    until: first.ExpireDate?.toISOString() ?? '',
    reason: first.Description ?? '',
    muted: [first, ...others].flatMap(({ MuteTargets }) => MuteTargets?.AlarmNames ?? []),
  };
}

interface FoundRule {
  readonly name: string;
  readonly status: string;
}

async function findRules(
  cloudWatch: CloudWatchClient,
  stage: string,
): Promise<readonly FoundRule[]> {
  const found: FoundRule[] = [];
  const ours = new RegExp(`^${ruleName(stage)}-\\d+$`);
  for await (const page of paginateListAlarmMuteRules({ client: cloudWatch }, {})) {
    for (const { AlarmMuteRuleArn = '', Status = '' } of page.AlarmMuteRuleSummaries ?? []) {
      const name = AlarmMuteRuleArn.slice(AlarmMuteRuleArn.lastIndexOf(':') + 1);
      if (ours.test(name)) found.push({ name, status: Status });
    }
  }
  return found;
}

function ruleName(stage: string): string {
  return `spillway-${stage}-maintenance`;
}
