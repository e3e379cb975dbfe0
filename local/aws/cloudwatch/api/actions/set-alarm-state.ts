import { z } from 'zod';
import { defineAction } from '../action.ts';
import { ApiError } from '../api-error.ts';

const schema = z.strictObject({
  AlarmName: z.string(),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  StateReason: z.string().max(1023),
  StateReasonData: z.string().optional(),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
export const setAlarmState = defineAction(schema, (input, { alarms }) => {
  const alarm = alarms.find(input.AlarmName);
  if (!alarm) {
    throw new ApiError(
      'ResourceNotFound',
      'ResourceNotFound',
      `No alarm is named ${input.AlarmName}`,
    );
  }
  alarms.setState(alarm, {
    state: input.StateValue,
    reason: input.StateReason,
    ...(input.StateReasonData ? { reasonData: input.StateReasonData } : {}),
  });
  return {};
});
