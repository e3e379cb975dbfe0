import type { RunbookPage } from '../pages/runbook-page.ts';
import { type Finding, lineAt } from './finding.ts';

const labels = ['Calm', 'Trouble', 'Expected', 'Effect', 'Undo', 'Verify', 'Definition'];

/** Whether each label is one that pages have: what a mistyped one says would be compared with nothing. */
export function checkLabels({ text }: Pick<RunbookPage, 'text'>): readonly Finding[] {
  return [...text.matchAll(/^ *- (\w+):/gm)]
    .filter(([, label = '']) => !labels.includes(label))
    .map(({ index, 1: label }) => ({
      line: lineAt(text, index),
      message: `no page has a label "${label}": there are ${labels.join(', ')}`,
    }));
}
