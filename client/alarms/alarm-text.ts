/** What an alarm's description says: `dashboards/alarms/describe-alarm.ts` writes it. */
export interface AlarmText {
  /** One sentence with the number. */
  readonly meaning: string;
  /** Absent for an alarm that tells nobody by itself. */
  readonly impact?: string;
  /** Its page is `runbooks/<page>.md`: that of all alarms of its kind, where there is one for each source. */
  readonly page?: string;
  /** Absent for an alarm that tells nobody by itself. */
  readonly severity?: 'P' | 'T';
  /** Whether it tells of something that is lost, and is not to be muted. */
  readonly inMaintenance: boolean;
  /** Whether it only is a part of another one's rule. */
  readonly isPart: boolean;
}

export function readAlarmText(description = ''): AlarmText {
  const [meaning = ''] = description.split(' · ');
  const [, impact] = / · Impact: (.*?)(?= · |$)/.exec(description) ?? [];
  const [, page] = / · Runbook: \S+\/([\w-]+)\.md/.exec(description) ?? [];
  const [, severity, also] = / · Severity: ([PT])(, in maintenance too)?$/.exec(description) ?? [];
  return {
    meaning,
    ...(impact === undefined ? {} : { impact }),
    ...(page === undefined ? {} : { page }),
    ...(severity === 'P' || severity === 'T' ? { severity } : {}),
    inMaintenance: also !== undefined,
    isPart: description.startsWith('Part of '),
  };
}
