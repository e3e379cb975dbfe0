import { nearestName } from '../../service/webhook/nearest-name.ts';
import { CommandError } from '../command-error.ts';
import { readAlarmText } from './alarm-text.ts';
import { alarmPrefix, type DeployedAlarm } from './deployed-alarms.ts';

/**
 * The alarm of a name, or of a page: of several with one page the first that is on.
 *
 * @param given `dlq-not-empty`, `spillway-prod-dlq-not-empty`, `signature-failures-shop`, `signature-failures`
 * @returns `undefined` for a name that none has
 */
export function lookForAlarm(
  alarms: readonly DeployedAlarm[],
  stage: string,
  given: string,
): DeployedAlarm | undefined {
  const prefix = alarmPrefix(stage);
  const full = given.startsWith(prefix) ? given : prefix + given;
  const ofPage = alarms.filter((alarm) => {
    const { page, isPart } = readAlarmText(alarm.AlarmDescription);
    return page === given && !isPart;
  });
  return (
    alarms.find(({ AlarmName }) => AlarmName === full) ??
    ofPage.find(({ StateValue }) => StateValue === 'ALARM') ??
    ofPage[0]
  );
}

/** As `lookForAlarm`. @throws CommandError for a name that none has */
export function findAlarm(
  alarms: readonly DeployedAlarm[],
  stage: string,
  given: string,
): DeployedAlarm {
  const found = lookForAlarm(alarms, stage, given);
  if (found !== undefined) return found;
  const prefix = alarmPrefix(stage);
  const names = alarms.map(({ AlarmName = '' }) => AlarmName.slice(prefix.length));
  const meant = nearestName(given, names);
  throw new CommandError(
    `The stage ${stage} has no alarm ${given}.`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  );
}

/** The full names of the alarms whose states decide that of this one; of a metric alarm none. */
export function childNames(alarm: DeployedAlarm): readonly string[] {
  const rule = 'AlarmRule' in alarm ? (alarm.AlarmRule ?? '') : '';
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
  const names = rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*["']?([^"')]+?)["']?\s*\)/g);
  const plain = [...names].map(([, name = '']) => name.replace(/^arn:.*?:alarm:/, ''));
  return [...new Set(plain)];
}
