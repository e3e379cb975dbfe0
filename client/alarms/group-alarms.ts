import type { CurrentAlarm } from './current-alarm.ts';

/** An alarm whose page is to be opened, and those that mostly are on for the same cause. */
export interface AlarmGroup {
  readonly first: CurrentAlarm;
  readonly siblings: readonly CurrentAlarm[];
}

export interface Precedence {
  /** Pages, the one to be opened first at the beginning. */
  readonly order: readonly string[];
  /** Whether two pages' alarms fire for the same cause. */
  readonly areSiblings: (one: string, other: string) => boolean;
}

/** Puts the alarms in the order of their pages, each under the first one whose sibling it is. */
export function groupAlarms(
  alarms: readonly CurrentAlarm[],
  { order, areSiblings }: Precedence,
): readonly AlarmGroup[] {
  const rank = ({ page }: CurrentAlarm) => (order.includes(page) ? order.indexOf(page) : Infinity);
  const urgent = ({ severity }: CurrentAlarm) => (severity === 'P' ? 0 : 1);
  const sorted = alarms.toSorted(
    (a, b) =>
      urgent(a) - urgent(b) ||
      compare(rank(a), rank(b)) ||
      (a.since ?? '').localeCompare(b.since ?? '') ||
      a.name.localeCompare(b.name),
  );
  const groups: { readonly first: CurrentAlarm; readonly siblings: CurrentAlarm[] }[] = [];
  for (const alarm of sorted) {
    const group = groups.find(({ first }) => belongs(alarm, first, areSiblings));
    if (group) group.siblings.push(alarm);
    else groups.push({ first: alarm, siblings: [] });
  }
  return groups;
}

/** Two sources with the same trouble have one page. */
function belongs(
  alarm: CurrentAlarm,
  first: CurrentAlarm,
  areSiblings: Precedence['areSiblings'],
): boolean {
  return alarm.page === first.page || areSiblings(alarm.page, first.page);
}

/** Of numbers that may be infinite. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
