import { fillInNumbers } from '../../runbooks/fill-in-numbers.ts';
import { parseRunbookPage, readRunbookPage } from '../../runbooks/pages/read-runbook-page.ts';
import type { RunbookPage } from '../../runbooks/pages/runbook-page.ts';
import type { ReadableResource } from '../stage/readable-template.ts';

/** A page as a stage has it. */
export interface StagePage {
  readonly page: RunbookPage;
  /** Why the numbers are those of prod, in a sentence. Absent where they are the stage's. */
  readonly notItsNumbers?: string;
}

export interface StagePagePorts {
  /** As its alarms have it in their names. */
  readonly stage: string;
  /** What makes a shell one of the stage. */
  readonly shell: string;
  /** What the stage's deployed template has. */
  readonly readResources: () => Promise<readonly ReadableResource[]>;
  /** Says in a sentence what an error means. */
  readonly explain: (error: unknown) => string;
}

/** The page of an alarm, with the numbers and the name of a stage. */
export async function readStagePage(
  name: string,
  { stage, shell, readResources, explain }: StagePagePorts,
): Promise<StagePage> {
  const written = readRunbookPage(name).text.replace(/^export SPILLWAY_STAGE=.*$/m, shell);
  try {
    const filled = fillInNumbers(name, written, await readResources(), stage);
    return { page: parseRunbookPage(name, filled) };
  } catch (error) {
    // A stage without tickets lacks the alarm, and who may not read templates needs the page all the same.
    const notItsNumbers = `The numbers are those of prod: ${explain(error)}`;
    return { page: parseRunbookPage(name, written), notItsNumbers };
  }
}
