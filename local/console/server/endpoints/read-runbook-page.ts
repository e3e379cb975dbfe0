import { placeholdersOf } from '../../../../runbooks/pages/placeholders.ts';
import type { Endpoint } from '../endpoint.ts';
import { readRunbook } from '../runbook/read-runbook.ts';
import { runsHere } from '../runbook/runs-here.ts';
import { type Suggested, suggestedIn } from '../runbook/suggested-values.ts';

/** The page of an alarm, as its blocks part it. */
export interface RunbookView {
  /** `dlq-not-empty`, of `runbooks/`. */
  readonly page: string;
  readonly notItsNumbers?: string;
  readonly steps: readonly RunbookStep[];
  readonly suggested: Suggested;
}

export interface RunbookStep {
  /** Markdown, before the block. */
  readonly prose: string;
  /** Absent at the end of the page. */
  readonly block?: ShownBlock;
  /** Markdown: what the page says of the block. */
  readonly remarks: string;
}

export interface ShownBlock {
  /** `run` only reads; `danger` changes something. */
  readonly tag: string;
  readonly commands: readonly string[];
  readonly placeholders: readonly string[];
  /** Whether the console runs it, and not a shell. */
  readonly runsHere: boolean;
  readonly effect?: string;
}

export const readRunbookPage: Endpoint = {
  method: 'GET',
  path: '/api/runbooks/{alarm}',
  async answer({ params: { alarm = '' } }, context): Promise<RunbookView> {
    const page = await readRunbook(alarm, context);
    const { pageName, notItsNumbers, steps } = page;
    const named = (text: string) => text.replaceAll('$SPILLWAY_STAGE', context.stage.name);
    return {
      page: pageName,
      ...(notItsNumbers === undefined ? {} : { notItsNumbers }),
      suggested: suggestedIn(page, []),
      steps: steps.map(({ prose, remarks, block }) => ({
        ...{ prose: named(prose), remarks: named(remarks) },
        ...(block && {
          block: {
            ...{ tag: block.tag, commands: block.commands },
            placeholders: placeholdersOf(block.commands.join('\n')),
            runsHere: runsHere(block.commands),
            ...(block.effect === undefined ? {} : { effect: block.effect }),
          },
        }),
      })),
    };
  },
};
