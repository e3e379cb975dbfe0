import { shellQuote } from '../../client/terminal/shell-quote.ts';
import type { Transition } from '../aws/cloudwatch/alarms/alarm.ts';
import type { Story } from './story.ts';

/**
 * What an alarm tells when it fires, and when it is over.
 *
 * @returns `undefined` for an alarm that tells nobody, being a part of another one
 */
export function tellAlarm({ alarm, previous, state }: Transition): Story | undefined {
  const { AlarmDescription = '', AlarmActions = [] } = alarm.definition?.properties ?? {};
  if (AlarmActions.length === 0) return undefined;
  const name = alarm.name.replace(/^spillway-[a-z0-9]+-/, '');
  if (state === 'ALARM') {
    const [sentence] = AlarmDescription.split(' · ');
    // Ready to paste, also into a shell whose SPILLWAY_STAGE names a stage on AWS.
    const page = `npx spillway runbook ${shellQuote(name)} --stage local`;
    return { kind: 'alarm', text: `${name}: ${sentence} What to do: ${page}` };
  }
  return previous === 'ALARM' ? { kind: 'over', text: `${name}: the alarm is off` } : undefined;
}
