import { wrongUsage } from '../command-error.ts';
import { receiversOf, type StageRoutes } from '../stage-routes.ts';

/** A misspelt destination would have every webhook filtered. @throws CommandError that names those there are */
export async function checkDestinations(
  names: readonly string[],
  readRoutes: () => Promise<StageRoutes>,
): Promise<void> {
  if (names.length === 0) return;
  const known = receiversOf(await readRoutes());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw wrongUsage(
    `No destination is named ${unknown}.`,
    `There are: ${known.join(', ')}. If this stage has another configuration, name it: --config <file>`,
  );
}
