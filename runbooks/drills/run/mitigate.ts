import { switchFaults } from '../../../client/faults/switch-faults.ts';
import type { CommandBlock, RunbookPage } from '../../pages/runbook-page.ts';
import type { Mitigation } from '../drill.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { runCommands, runStep } from './run-step.ts';

/** Does one thing that ends the trouble. */
export async function mitigate(mitigation: Mitigation, run: DrillRun): Promise<void> {
  if (mitigation === 'end') return run.end();
  if (!('step' in mitigation)) return runStep(mitigation, run);
  const { step, blocks, fill } = mitigation;
  const { page } = run;
  const found = blocksOf(page, step);
  const chosen = blocks === undefined ? found : blocks.map((number) => found[number - 1]);
  for (const block of chosen) {
    if (block === undefined) {
      throw new DrillFailure(`${page.name}.md has only ${found.length} blocks under “${step}”.`);
    }
    await runCommands(block, run, fill);
  }
}

/** All faults go off, and what was sent on purpose ends. */
export async function endTrouble({ on: { stage }, loads }: Pick<DrillRun, 'on' | 'loads'>) {
  if (stage.stack?.faultsUrl !== undefined) await switchFaults(stage.stack, { method: 'DELETE' });
  await loads.endTrouble();
}

/**
 * The blocks of one step of a page's mitigation, whose title begins with these words: `**3. Send the dead letters
 * again**`.
 *
 * @throws DrillFailure where there is no such step, or it has no commands
 */
export function blocksOf(
  page: Pick<RunbookPage, 'name' | 'text' | 'blocks'>,
  step: string,
): readonly CommandBlock[] {
  const lines = page.text.split('\n');
  const titleAbove = (line: number) => {
    const above = lines.slice(0, line).findLast((text) => /^\*\*\d+\. |^## /.test(text)) ?? '';
    return above.replace(/^\*\*\d+\. /, '');
  };
  const found = page.blocks.filter(
    ({ section, line }) => section === 'Mitigation' && titleAbove(line).startsWith(step),
  );
  if (found.length > 0) return found;
  throw new DrillFailure(`${page.name}.md has no commands under a step “${step}” of Mitigation.`);
}
