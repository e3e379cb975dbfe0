import { CommandError } from '../command-error.ts';
import { askOfStack, textOf } from './ask-of-stack.ts';
import type { CallAws } from './call-aws.ts';
import { type ReadableResource, readableResources } from './readable-template.ts';

/**
 * The resources of a stage as its deployed template describes them, whatever this checkout would deploy.
 *
 * @throws CommandError where there is no such stack
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export async function readDeployedResources(
  stage: string,
  callAws: CallAws,
): Promise<readonly ReadableResource[]> {
  const xml = await askOfStack('GetTemplate', stage, callAws);
  try {
    return readableResources(JSON.parse(textOf(xml, 'TemplateBody') ?? ''));
  } catch (cause) {
    throw notRead(stage, cause);
  }
}

function notRead(stage: string, cause: unknown): CommandError {
  return new CommandError(`The template of Spillway-${stage} can't be read.`, undefined, { cause });
}
