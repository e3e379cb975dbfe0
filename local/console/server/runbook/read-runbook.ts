import { shellLine } from '../../../../cli/runbook/session.ts';
import { explainError } from '../../../../client/explain-error.ts';
import { type FoundPage, findPage } from '../../../../client/runbook/find-page.ts';
import { readStagePage } from '../../../../client/runbook/stage-page.ts';
import { type Step, stepsOf } from '../../../../client/runbook/steps.ts';
import { createCallAws } from '../../../../client/stage/call-aws.ts';
import { readDeployedResources } from '../../../../client/stage/deployed-resources.ts';
import { readPageNames } from '../../../../runbooks/pages/read-page-names.ts';
import type { ConsoleContext } from '../endpoint.ts';

export interface ReadRunbook extends FoundPage {
  /** Why the numbers are those of prod. */
  readonly notItsNumbers?: string;
  readonly steps: readonly Step[];
}

/** The page of an alarm with the numbers of this stage. @throws CommandError for an alarm without a page */
export async function readRunbook(
  name: string,
  { stage, clients, lines }: ConsoleContext,
): Promise<ReadRunbook> {
  const found = findPage(name, readPageNames(), { stage: stage.name, lines });
  const { page, notItsNumbers } = await readStagePage(found.pageName, {
    ...{ stage: stage.name, shell: shellLine(stage) },
    explain: (error) => explainError(error, stage, lines).message,
    readResources: () =>
      readDeployedResources(stage.name, createCallAws(clients, { stack: stage.stack })),
  });
  return {
    ...found,
    steps: stepsOf(page),
    ...(notItsNumbers === undefined ? {} : { notItsNumbers }),
  };
}
