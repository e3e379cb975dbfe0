import { CommandError } from '../command-error.ts';
import type { CallAws } from '../stage/call-aws.ts';
import { type FunctionName, liveAlias } from './live-functions.ts';

export interface StageFunction {
  readonly stage: string;
  readonly name: FunctionName;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html, as far as it is read here */
interface VersionConfiguration {
  readonly Version: string;
  readonly LastModified: string;
  readonly CodeSha256: string;
  readonly Description?: string;
}

/**
 * The versions of a function, the oldest first, `$LATEST` before them.
 *
 * @throws CommandError where there is no such function
 */
export async function listVersions(
  { stage, name }: StageFunction,
  callAws: CallAws,
): Promise<readonly VersionConfiguration[]> {
  const found: VersionConfiguration[] = [];
  let marker: string | undefined;
  do {
    const text = await callAws({
      ...{ service: 'lambda', method: 'GET', path: `${pathOf(stage, name)}/versions` },
      query: marker === undefined ? {} : { Marker: marker },
      body: '',
    }).catch((cause: unknown) => {
      throw isMissing(cause) ? noFunction(stage, name, cause) : cause;
    });
    const page = JSON.parse(text);
    found.push(...page.Versions);
    marker = page.NextMarker ?? undefined;
  } while (marker !== undefined);
  return found;
}

/** The version that the alias points to; `undefined` for a function without one. */
export async function readLiveVersion(
  { stage, name }: StageFunction,
  callAws: CallAws,
): Promise<string | undefined> {
  const path = `${pathOf(stage, name)}/aliases/${liveAlias}`;
  try {
    const text = await callAws({ service: 'lambda', method: 'GET', path, body: '' });
    return JSON.parse(text).FunctionVersion;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Moves the alias. */
export async function pointLiveAt(
  { stage, name }: StageFunction,
  version: string,
  callAws: CallAws,
): Promise<void> {
  await callAws({
    ...{ service: 'lambda', method: 'PUT', path: `${pathOf(stage, name)}/aliases/${liveAlias}` },
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ FunctionVersion: version }),
  });
}

function pathOf(stage: string, name: FunctionName): string {
  return `/2015-03-31/functions/spillway-${stage}-${name}`;
}

function isMissing(error: unknown): boolean {
  return Object(error).name === 'ResourceNotFoundException';
}

function noFunction(stage: string, name: FunctionName, cause: unknown): CommandError {
  return new CommandError(
    `There is no function spillway-${stage}-${name} in this account and region.`,
    `Check the profile and region (AWS_PROFILE, AWS_REGION), or deploy it: \`npx cdk deploy -c stage=${stage}\``,
    { cause },
  );
}
