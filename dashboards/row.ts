import { type IWidget, TextWidget, TextWidgetBackground } from 'aws-cdk-lib/aws-cloudwatch';
import { pageLinks, type RowName } from './pages.ts';
import type { Watched } from './watched.ts';
import { rowWidth } from './widgets.ts';

/**
 * A row of a dashboard: its number and name with the links to its pages, and below that its widgets.
 *
 * @param lines what stands side by side, line by line
 */
export function row(
  number: number,
  name: RowName,
  watched: Watched,
  ...lines: readonly (readonly IWidget[])[]
): IWidget[][] {
  const links = pageLinks(name, watched);
  const markdown = `## ${number} ${name}\nRunbooks: ${links}`;
  const background = TextWidgetBackground.TRANSPARENT;
  const header = new TextWidget({ markdown, background, width: rowWidth, height: 2 });
  return [[header], ...lines.map((line) => [...line])];
}
