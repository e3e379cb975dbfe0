import { CommandError } from '../command-error.ts';
import type { CallAws } from '../stage/call-aws.ts';
import { pointLiveAt, type StageFunction } from './call-lambda.ts';
import { type FunctionVersion, readVersions } from './read-versions.ts';

export interface RollBack {
  readonly function: FunctionVersion['function'];
  readonly from: string;
  readonly to: string;
  /** ISO 8601: when the version was published that runs now. */
  readonly publishedAt: string;
}

/**
 * What a rollback would do.
 *
 * @param to a version; without it the one before what is live
 * @throws CommandError where there is no such version
 */
export async function planRollBack(
  { stage, name }: StageFunction,
  to: string | undefined,
  callAws: CallAws,
): Promise<RollBack> {
  const versions = await readVersions(stage, name, callAws);
  const live = versions.findIndex(({ isLive }) => isLive);
  const target =
    to === undefined ? versions[live + 1] : versions.find(({ version }) => version === to);
  if (target === undefined) throw noVersion({ stage, name }, to, versions);
  const { version, publishedAt } = target;
  return { function: name, from: versions[live]?.version ?? '', to: version, publishedAt };
}

/** Callers get this version from now on. It changes no permission, queue or table, and no data. */
export function rollBack(
  { stage, name }: StageFunction,
  { to }: RollBack,
  callAws: CallAws,
): Promise<void> {
  return pointLiveAt({ stage, name }, to, callAws);
}

function noVersion(
  { stage, name }: StageFunction,
  to: string | undefined,
  versions: readonly FunctionVersion[],
): CommandError {
  const there = versions.map(({ version }) => version).join(', ');
  const what = to === undefined ? 'no version before the one that is live' : `no version ${to}`;
  return new CommandError(
    `spillway-${stage}-${name} has ${what}.`,
    `There are: ${there}. An older state of the code: check it out, and deploy it.`,
  );
}
