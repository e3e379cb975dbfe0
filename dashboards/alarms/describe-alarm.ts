import { overviewUrl, runbookUrl, type Watched } from '../watched.ts';
import type { AlarmText } from './alarm-definition.ts';
import { alarmSlug } from './alarm-slug.ts';

/** The text that the person who is woken reads first; at most 1,024 characters. */
export function describeAlarm(
  id: string,
  { meaning, impact, severity, inMaintenance }: AlarmText,
  watched: Watched,
  of?: string,
): string {
  return [
    meaning(watched, of),
    `Impact: ${impact(watched, of)}`,
    ...linksOf(id, watched),
    // `npx spillway maintenance` reads this.
    `Severity: ${severity}${inMaintenance ? ', in maintenance too' : ''}`,
  ].join(' · ');
}

/** For an alarm that tells nobody by itself. */
export function describePart(of: string, sentence: string, watched: Watched): string {
  return [sentence, ...linksOf(of, watched)].join(' · ');
}

function linksOf(id: string, watched: Watched): readonly string[] {
  return [`Runbook: ${runbookUrl(watched, alarmSlug(id))}`, `Dashboard: ${overviewUrl(watched)}`];
}
