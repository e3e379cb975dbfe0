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

/** The page as it is written: with the numbers of prod. @param why in a sentence */
export function readWrittenPage(name: string, why: string): StagePage {
  return { page: readRunbookPage(name), notItsNumbers: numbersOfProd(why) };
}

function numbersOfProd(why: string): string {
  return `The numbers are those of prod: ${why}`;
}

/** The page of an alarm, with the numbers and the name of a stage. */
export async function readStagePage(name: string, ports: StagePagePorts): Promise<StagePage> {
  const written = readRunbookPage(name).text.replace(/^export SPILLWAY_STAGE=.*$/m, ports.shell);
  const numbers = await readNumbers(name, written, ports);
  if ('text' in numbers) return { page: parseRunbookPage(name, numbers.text) };
  // Who may not read templates needs the page all the same.
  const notItsNumbers = numbersOfProd(numbers.missing);
  return { page: parseRunbookPage(name, written), notItsNumbers };
}

async function readNumbers(
  name: string,
  written: string,
  { stage, readResources, explain }: StagePagePorts,
): Promise<{ readonly text: string } | { readonly missing: string }> {
  try {
    const resources = await readResources();
    if (!hasAlarm(name, stage, resources))
      return { missing: `the stage ${stage} has no such alarm.` };
    // It takes the CDK to load, and with it a second.
    const { fillInNumbers } = await import('../../runbooks/fill-in-numbers.ts');
    return { text: fillInNumbers(name, written, resources, stage) };
  } catch (error) {
    return { missing: explain(error) };
  }
}

/** One without tickets lacks some; of others there is one for each source. */
function hasAlarm(page: string, stage: string, resources: readonly ReadableResource[]): boolean {
  const name = `spillway-${stage}-${page}`;
  return resources.some(({ properties: { AlarmName } }) => `${AlarmName}-`.startsWith(`${name}-`));
}
