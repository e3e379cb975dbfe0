import { CommandError } from '../command-error.ts';
import type { CallAws } from '../stage/call-aws.ts';
import { listVersions, readLiveVersion } from './call-lambda.ts';
import { type FunctionName, functionNames } from './live-functions.ts';

export interface FunctionVersion {
  readonly function: FunctionName;
  /** A number, or `$LATEST` of a function without versions. */
  readonly version: string;
  /** ISO 8601, in UTC. */
  readonly publishedAt: string;
  /** Whether it is what callers get. */
  readonly isLive: boolean;
  /** What is another than in the version before; absent for the first that is there. */
  readonly changed?: 'code' | 'configuration';
  readonly codeSha256: string;
  readonly description?: string;
}

/** Those of all functions that the stage has, one after the other. @throws as `readVersions` */
export async function readAllVersions(
  stage: string,
  callAws: CallAws,
): Promise<readonly FunctionVersion[]> {
  const all = await Promise.all(
    functionNames.map((name) =>
      readVersions(stage, name, callAws).catch((error: unknown) => {
        if (name === 'reconciliation' && error instanceof CommandError) return [];
        throw error;
      }),
    ),
  );
  return all.flat();
}

/**
 * The versions of a function, the latest first.
 *
 * @throws CommandError where there is no such function, and what AWS refuses
 */
export async function readVersions(
  stage: string,
  name: FunctionName,
  callAws: CallAws,
): Promise<readonly FunctionVersion[]> {
  const [listed, live] = await Promise.all([
    listVersions({ stage, name }, callAws),
    readLiveVersion({ stage, name }, callAws),
  ]);
  const shown = listed.filter(({ Version }) => (Version === '$LATEST') === (live === undefined));
  return shown
    .map(({ Version, LastModified, CodeSha256, Description = '' }, index) => {
      const before = shown[index - 1];
      const changed = before?.CodeSha256 === CodeSha256 ? 'configuration' : 'code';
      return {
        ...{ function: name, version: Version, isLive: Version === (live ?? '$LATEST') },
        // As `2026-11-26T11:00:00.000+0000`.
        publishedAt: new Date(LastModified.replace(/\+0000$/, 'Z')).toISOString(),
        ...(before === undefined ? {} : ({ changed } as const)),
        codeSha256: CodeSha256,
        ...(Description === '' ? {} : { description: Description }),
      };
    })
    .toReversed();
}
