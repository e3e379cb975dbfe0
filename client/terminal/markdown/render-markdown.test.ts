import { describe, expect, it } from 'vitest';
import { createTerminal } from '../terminal.ts';
import { renderMarkdown } from './render-markdown.ts';

const quiet = { write: () => undefined };
const plain = createTerminal(quiet).style;
const coloured = createTerminal({ ...quiet, isTTY: true }).style;

const render = (markdown: string, width = 40) => renderMarkdown(markdown, { style: plain, width });

describe('a page on a terminal', () => {
  it('joins the lines of a paragraph, and breaks them where the terminal ends', () => {
    expect(render('One two three four\nfive six seven eight nine.', 20)).toEqual([
      ...['One two three four', 'five six seven eight', 'nine.'],
    ]);
  });

  it('indents the lines of a list item below its text, and code below its item', () => {
    const list =
      '1. How many are there?\n   ```sh run\n   npx spillway status\n   ```\n   Expected: `none`.';
    expect(render(`${list}\n2. What now?`, 21)).toEqual([
      ...['1. How many are', '   there?', '     npx spillway status'],
      ...['   Expected: `none`.', '2. What now?'],
    ]);
  });

  it('keeps code that fits together, and marks it where there are no colours', () => {
    expect(render('Then type `dlq summary` here', 20)).toEqual([
      ...['Then type', '`dlq summary` here'],
    ]);
    const [line] = renderMarkdown('`code`', { style: coloured, width: 40 });
    expect(line).toBe('\u001b[36mcode\u001b[39m');
  });

  it('emphasizes the words of a phrase together', () => {
    const [line] = renderMarkdown('so **it is** over', { style: coloured, width: 40 });
    expect(line).toBe('so \u001b[1mit is\u001b[22m over');
  });

  it('lays a table out in columns, in several lines where it is too wide', () => {
    const table =
      '| symptom | cause |\n| --- | --- |\n| `a \\| b` | it is down or slow, or limits us |';
    expect(render(table, 30)).toEqual([
      ...['symptom  cause', '`a | b`  it is down or slow,'],
      '         or limits us',
    ]);
  });

  it('has no row of a header without any title', () => {
    expect(render('|  |  |\n| --- | --- |\n| a | b |')).toEqual(['a  b']);
  });

  it('leaves comments out, and keeps the empty lines between parts', () => {
    expect(render('# Title\n\n<!-- numbers -->\nText\n<!-- end -->\n\n- one\n- two')).toEqual([
      ...['Title', '', 'Text', '', '- one', '- two'],
    ]);
  });

  it('says where a link leads, if it is told how', () => {
    const place = (link: string) => (link.startsWith('#') ? '' : link);
    const [line] = renderMarkdown('see [the page](x.md), [`y.ts`](y.ts) and [above](#top)', {
      ...{ style: plain, width: 80, place },
    });
    expect(line).toBe('see the page (x.md), `y.ts` and above');
  });

  it('leaves a single star and a name with underscores alone', () => {
    expect(render('3 * 4, dead_letter_queue and **not** _this_')).toEqual([
      '3 * 4, dead_letter_queue and not this',
    ]);
  });
});
