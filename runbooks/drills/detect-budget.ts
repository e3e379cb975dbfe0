import { readRunbookPage } from '../pages/read-runbook-page.ts';
import type { RunbookPage } from '../pages/runbook-page.ts';
import type { Drill } from './drill.ts';

const unitSeconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
};

/** Within how many seconds a drill's alarm has to fire. */
export function detectBudget(
  { alarm, detectSeconds }: Drill,
  page: Pick<RunbookPage, 'frontMatter'> = readRunbookPage(alarm),
): number {
  return detectSeconds ?? secondsIn(String(page.frontMatter['time-to-detect']));
}

/** `3 minutes after the first dead letter; …` → 180; of `15 to 25 minutes` the latter. @throws where no time is said */
export function secondsIn(text: string): number {
  const [, amount, unit = ''] = /(\d+) (second|minute|hour|day)s?\b/.exec(text) ?? [];
  if (amount === undefined) throw new Error(`No time to detect is said: ${text}`);
  return Number(amount) * (unitSeconds[unit] ?? 0);
}
