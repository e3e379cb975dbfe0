import { type CommandError, wrongUsage } from '../../client/command-error.ts';
import { nearestName } from '../../service/webhook/nearest-name.ts';
import type { Drill } from './drill.ts';
import type { DrillOptions } from './options.ts';
import { drillName } from './run/await-alarm.ts';

/** @throws CommandError that names the known ones, and the likeliest */
export function chooseDrills(
  { names, group }: Pick<DrillOptions, 'names' | 'group'>,
  groups: Readonly<Record<string, readonly Drill[]>>,
): readonly Drill[] {
  if (group !== undefined && !Object.hasOwn(groups, group)) {
    throw unknownName('group', group, Object.keys(groups));
  }
  const drills = group === undefined ? Object.values(groups).flat() : (groups[group] ?? []);
  if (names.length === 0 || names.includes('all')) return drills;
  // An alarm's name stands for all of its drills.
  const namesOf = (drill: Drill) => [drill.alarm, drillName(drill)];
  const known = [...new Set(drills.flatMap(namesOf))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownName('drill', unknown, known);
  return drills.filter((drill) => namesOf(drill).some((name) => names.includes(name)));
}

function unknownName(what: string, given: string, known: readonly string[]): CommandError {
  const meant = nearestName(given, known);
  return wrongUsage(
    `There is no ${what} ${given}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    `There are: ${known.join(', ')}`,
  );
}
