import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type CurrentAlarm, currentAlarm } from '../alarms/current-alarm.ts';
import { readDeployedAlarms } from '../alarms/deployed-alarms.ts';

/**
 * The alarm as it is now; where there is one for each source, and none is named, the first that is on.
 *
 * @param name without the stage
 * @returns undefined where the stage has no such alarm
 */
export async function readOwnAlarm(
  cloudWatch: CloudWatchClient,
  stage: string,
  name: string,
): Promise<CurrentAlarm | undefined> {
  const found = (await readDeployedAlarms(cloudWatch, stage, name))
    .map((alarm) => currentAlarm(stage, alarm, new Set()))
    .filter((alarm) => alarm !== undefined);
  const ofPage = found.filter(({ page }) => page === name);
  return (
    found.find((alarm) => alarm.name === name) ??
    ofPage.find(({ state }) => state === 'ALARM') ??
    ofPage[0]
  );
}
