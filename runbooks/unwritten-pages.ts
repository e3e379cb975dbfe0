/** Alarms whose page is still to be written. */
export const unwrittenPages: readonly string[] = [];
