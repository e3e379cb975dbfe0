import { wrongUsage } from '../../client/command-error.ts';
import type { Drill } from './drill.ts';
import { drillName } from './run/await-alarm.ts';
import { whyOnlyHere } from './why-only-here.ts';

/**
 * Those that a deployed stage can play.
 *
 * @param named by name: then each of them has to be
 * @throws CommandError that says of each other why it can't
 */
export function choosePlayable(drills: readonly Drill[], named: boolean): readonly Drill[] {
  const refused = drills.flatMap((drill) => {
    const why = whyOnlyHere(drill);
    return why === undefined ? [] : [`${drillName(drill)}: ${why}`];
  });
  const playable = drills.filter((drill) => whyOnlyHere(drill) === undefined);
  if (refused.length === 0 || (!named && playable.length > 0)) return playable;
  throw wrongUsage(
    'A deployed stage can’t play this:',
    [...refused, 'Without --target aws it is played here.'].join('\n'),
  );
}
