import { type CommandError, wrongUsage } from '../../client/command-error.ts';
import { nearestName } from '../../service/webhook/nearest-name.ts';
import type { Drill } from './drill.ts';
import type { DrillOptions } from './options.ts';

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
  const known = drills.map(({ alarm }) => alarm);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownName('drill', unknown, known);
  return drills.filter(({ alarm }) => names.includes(alarm));
}

function unknownName(what: string, given: string, known: readonly string[]): CommandError {
  const meant = nearestName(given, known);
  return wrongUsage(
    `There is no ${what} ${given}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    `There are: ${known.join(', ')}`,
  );
}
