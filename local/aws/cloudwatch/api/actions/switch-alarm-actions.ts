import { z } from 'zod';
import { defineAction } from '../action.ts';

const schema = z.strictObject({ AlarmNames: z.array(z.string()) });

/** Unknown names are passed over, as on AWS. */
function switchActions(enabled: boolean) {
  return defineAction(schema, ({ AlarmNames }, { alarms }) => {
    for (const name of AlarmNames) {
      const alarm = alarms.find(name);
      if (alarm) alarm.actionsEnabled = enabled;
    }
    return {};
  });
}

export const enableAlarmActions = switchActions(true);
export const disableAlarmActions = switchActions(false);
