import {
  type CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import { readAlarmText } from './alarm-text.ts';

/** An alarm as CloudWatch describes it. */
export type DeployedAlarm = (MetricAlarm | CompositeAlarm) & { readonly isComposite: boolean };

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

/** What the names of a stage's alarms begin with. */
export function alarmPrefix(stage: string): string {
  return `spillway-${stage}-`;
}

/**
 * All alarms of the stage, also those that are only parts of others.
 *
 * @param beginning of their names, behind the stage
 */
export async function readDeployedAlarms(
  cloudWatch: CloudWatchClient,
  stage: string,
  beginning = '',
): Promise<readonly DeployedAlarm[]> {
  const pages = paginateDescribeAlarms(
    { client: cloudWatch },
    {
      AlarmNamePrefix: alarmPrefix(stage) + beginning,
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    },
  );
  const alarms: DeployedAlarm[] = [];
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    alarms.push(
      ...MetricAlarms.map((one) => ({ ...one, isComposite: false })),
      ...CompositeAlarms.map((one) => ({ ...one, isComposite: true })),
    );
  }
  return alarms;
}

/** By what the alarms' descriptions say. */
export async function readTellingAlarms(
  cloudWatch: CloudWatchClient,
  stage: string,
): Promise<readonly TellingAlarm[]> {
  return (await readDeployedAlarms(cloudWatch, stage)).flatMap(asTelling);
}

function asTelling(alarm: DeployedAlarm): TellingAlarm | [] {
  const { AlarmName: name = '', StateValue: state = '', AlarmActions = [], isComposite } = alarm;
  const { severity, inMaintenance } = readAlarmText(alarm.AlarmDescription);
  const [topicArn] = AlarmActions;
  if (severity === undefined || topicArn === undefined) return [];
  return { name, isComposite, severity, state, topicArn, inMaintenance };
}

/** AWS's account of the alarms. */
export function accountOf([alarm]: readonly Pick<TellingAlarm, 'topicArn'>[]): string | undefined {
  return alarm?.topicArn.split(':')[4];
}
