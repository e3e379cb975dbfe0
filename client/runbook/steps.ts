import { readBlocks } from '../../runbooks/pages/read-blocks.ts';
import type { CommandBlock, RunbookPage } from '../../runbooks/pages/runbook-page.ts';

/** A place at which who walks a page decides what is next. */
export interface Step {
  readonly section: string;
  /** Markdown, from the end of the step before. */
  readonly prose: string;
  /** Absent at the end of the page. */
  readonly block?: CommandBlock;
  /** Markdown: what stands right below the block. */
  readonly remarks: string;
}

/** Each block of a page is a step. A drill is none, and which stage is meant is known. */
export function stepsOf(page: Pick<RunbookPage, 'text'>): readonly Step[] {
  const text = walkedText(page.text);
  const lines = text.split('\n');
  const between = (from: number, to: number) => lines.slice(from, to).join('\n').trim();
  const steps: Step[] = [];
  let read = 0;
  for (const block of readBlocks(text)) {
    const at = block.line - 1;
    const fence = endOf(lines, at, (line) => /^ *```/.test(line));
    const end = endOf(lines, fence, (line) => isApart(line));
    steps.push({
      ...{ section: block.section, block },
      ...{ prose: between(read, at), remarks: between(fence + 1, end) },
    });
    read = end;
  }
  return [...steps, { section: '', prose: between(read, lines.length), remarks: '' }];
}

const labelled = /^(?:Calm|Trouble|Expected|Effect|Undo|Verify): /;

/** Of what stands below a block, that which says neither what it prints nor what it changes. */
export function adviceIn({ remarks }: Pick<Step, 'remarks'>): string {
  return remarks
    .split(/^ *- /m)
    .map((item) => item.trim().replace(/\s+/g, ' '))
    .filter((item) => item !== '' && !labelled.test(item))
    .map((item) => `- ${item}`)
    .join('\n');
}

function endOf(lines: readonly string[], from: number, is: (line: string) => boolean): number {
  const found = lines.findIndex((line, index) => index > from && is(line));
  return found === -1 ? lines.length : found;
}

/** What does not belong to the block above. */
function isApart(line: string): boolean {
  return /^ *(?:$|```|#|\d+\. |\*\*|\||<!--)/.test(line);
}

function walkedText(text: string): string {
  return text
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/^## Drill\n.*?(?=^## |(?![\s\S]))/ms, '')
    .replace(/^```sh run\n(?:export SPILLWAY_STAGE=|eval ).*?\n```\n.*?(?=\n\n)/ms, '');
}
