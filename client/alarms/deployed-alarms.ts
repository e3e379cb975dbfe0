import {
  type CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';

/** An alarm of the stage that tells somebody. */
export interface TellingAlarm {
  readonly name: string;
  readonly isComposite: boolean;
  readonly severity: 'P' | 'T';
  readonly state: string;
  /** Whether it tells of something that is lost, and is not to be muted. */
  readonly inMaintenance: boolean;
  readonly topicArn: string;
}

/** By what the alarms' descriptions say: `describe-alarm.ts` writes them. */
export async function readTellingAlarms(
  cloudWatch: CloudWatchClient,
  stage: string,
): Promise<readonly TellingAlarm[]> {
  const pages = paginateDescribeAlarms(
    { client: cloudWatch },
    { AlarmNamePrefix: `spillway-${stage}-`, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  );
  const alarms: TellingAlarm[] = [];
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    alarms.push(
      ...MetricAlarms.flatMap((one) => readAlarm(one, false)),
      ...CompositeAlarms.flatMap((one) => readAlarm(one, true)),
    );
  }
  return alarms;
}

function readAlarm(
  { AlarmName: name = '', StateValue: state, ...alarm }: MetricAlarm | CompositeAlarm,
  isComposite: boolean,
): TellingAlarm | [] {
  const [, severity, also] =
    / · Severity: ([PT])(, in maintenance too)?$/.exec(alarm.AlarmDescription ?? '') ?? [];
  const [topicArn] = alarm.AlarmActions ?? [];
  if ((severity !== 'P' && severity !== 'T') || topicArn === undefined) return [];
  return {
    name,
    isComposite,
    severity,
    state: state ?? '',
    topicArn,
    inMaintenance: also !== undefined,
  };
}

/** AWS's account of the alarms. */
export function accountOf([alarm]: readonly Pick<TellingAlarm, 'topicArn'>[]): string | undefined {
  return alarm?.topicArn.split(':')[4];
}
