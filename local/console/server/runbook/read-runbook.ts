import type { Command } from 'commander';
import { shellLine } from '../../../../cli/runbook/session.ts';
import { explainError } from '../../../../client/explain-error.ts';
import { type FoundPage, findPage } from '../../../../client/runbook/find-page.ts';
import { readStagePage } from '../../../../client/runbook/stage-page.ts';
import { type Step, stepsOf } from '../../../../client/runbook/steps.ts';
import { createCallAws } from '../../../../client/stage/call-aws.ts';
import { readDeployedResources } from '../../../../client/stage/deployed-resources.ts';
import { embeddedStage } from '../../../../client/stage/embedded-stage.ts';
import { readPageNames } from '../../../../runbooks/pages/read-page-names.ts';
import { describedProgram } from '../described-program.ts';
import type { ConsoleContext } from '../endpoint.ts';
import { type Scope, wholeCommand } from './whole-command.ts';

export interface ReadRunbook extends FoundPage {
  /** Why the numbers are those of prod. */
  readonly notItsNumbers?: string;
  /** Their commands say themselves what they work on. */
  readonly steps: readonly Step[];
  /** P wakes somebody, T waits for the morning. */
  readonly severity: string;
  /** What makes a shell one in which the commands that are not ours work on the stage. */
  readonly shell: string;
}

/** The page of an alarm with the numbers of this stage. @throws CommandError for an alarm without a page */
export async function readRunbook(
  name: string,
  { stage, clients, lines, createProgram, root, config }: ConsoleContext,
): Promise<ReadRunbook> {
  const found = findPage(name, readPageNames(), { stage: stage.name, lines });
  const shell = shellLine(stage);
  const { page, notItsNumbers } = await readStagePage(found.pageName, {
    ...{ stage: stage.name, shell },
    explain: (error) => explainError(error, stage, lines).message,
    readResources: () =>
      readDeployedResources(stage.name, createCallAws(clients, { stack: stage.stack })),
  });
  const scope = { stage: stage.isEmbedded ? embeddedStage : stage.name, config };
  const program = describedProgram(createProgram, { root, stage: scope.stage });
  return {
    ...{ ...found, shell, severity: String(page.frontMatter.severity) },
    steps: stepsOf(page).map((step) => withScope(step, program, scope)),
    ...(notItsNumbers === undefined ? {} : { notItsNumbers }),
  };
}

function withScope(step: Step, program: Command, scope: Scope): Step {
  const { block } = step;
  if (block === undefined) return step;
  const whole = (command: string) => wholeCommand(command, program, scope);
  const { verify } = block;
  const command = verify?.command;
  return {
    ...step,
    block: {
      ...{ ...block, commands: block.commands.map(whole) },
      ...(verify && command && { verify: { ...verify, command: whole(command) } }),
    },
  };
}
