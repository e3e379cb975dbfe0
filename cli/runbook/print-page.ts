import type { FoundPage } from '../../client/runbook/find-page.ts';
import type { StagePage } from '../../client/runbook/stage-page.ts';
import { stageTitle } from '../../client/stage/stage-title.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { type Rendering, renderMarkdown } from '../../client/terminal/markdown/render-markdown.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { readPageNames } from '../../runbooks/pages/read-page-names.ts';
import { readRunbookPage } from '../../runbooks/pages/read-runbook-page.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import type { Connected } from '../connect.ts';

/** Writes Markdown of a page. */
export function printMarkdown(markdown: string, out: Terminal): void {
  for (const line of renderMarkdown(markdown, renderingOf(out))) out.line(line);
}

function renderingOf({ style, columns }: Terminal): Rendering {
  return { style, width: columns, place: placeOf };
}

/** Where a link of a page leads. The text of one to another page is its name. */
function placeOf(link: string): string {
  const [path = ''] = link.split('#');
  if (path === 'README.md') return 'runbooks/README.md';
  return path.endsWith('.md') && !path.includes('/') ? '' : path.replace(/^\.\.\//, '');
}

/** Writes a whole page. @param stage undefined where none can be asked */
export function printPage(
  { alarm, page, notItsNumbers }: StagePage & Pick<FoundPage, 'alarm'>,
  options: Shared,
  stage: string | undefined,
  context: ProgramContext,
): void {
  const { name, text, frontMatter, blocks } = page;
  const data = { alarm, page: name, stage, notItsNumbers, frontMatter, blocks, text };
  print(options, context, data, (_, out) => {
    printMarkdown(text.replace(/^---\n.*?\n---\n/s, ''), out);
    if (notItsNumbers) out.line(out.style('yellow', notItsNumbers));
  });
}

/** Says that no alarm is on, and which pages there are. */
export function listPages(options: Shared, { stage, lines }: Connected, context: ProgramContext) {
  const pages = readPageNames().map((name) => {
    const { frontMatter, text } = readRunbookPage(name);
    const [, about = ''] = /^# .+\n\n(.+)$/m.exec(text) ?? [];
    return { name, severity: String(frontMatter.severity), about };
  });
  print(options, context, { stage: stage.name, pages }, (_, out) => {
    out.line(out.style('bold', `${stageTitle(stage)}: no alarm is on. There are these pages:`));
    const rows = pages.map(({ name, severity, about }) => [name, severity, about]);
    for (const line of formatTable(['PAGE', 'SEVERITY', 'ABOUT'], rows)) out.line(line);
    out.line(`To walk one: ${lines.other(['runbook', 'dlq-not-empty'])}`);
  });
}
