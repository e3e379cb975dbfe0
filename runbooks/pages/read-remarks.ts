import { type Expectation, type ExpectationState, readPatterns } from './expectation.ts';
import type { CommandBlock, Remark } from './runbook-page.ts';

type Remarks = Pick<CommandBlock, 'expectations' | 'effect' | 'undo' | 'verify'>;

const states: Readonly<Record<string, ExpectationState>> = {
  Calm: 'calm',
  Trouble: 'trouble',
  Expected: 'either',
};

interface Labelled {
  readonly label: string;
  readonly text: string;
  readonly line: number;
}

/** What stands right below a block: each of its labels, until another list item, block, heading or empty line. */
export function readRemarks(lines: readonly string[], from: number): Remarks {
  const labelled = readLabelled(lines, from);
  const of = (name: string) => labelled.find(({ label }) => label === name);
  const effect = of('Effect');
  const undo = of('Undo');
  const verify = of('Verify');
  return {
    expectations: labelled.flatMap(({ label, text, line }) => {
      const state = states[label];
      return state === undefined ? [] : [readExpectation(state, text, line)];
    }),
    ...(effect === undefined ? {} : { effect: effect.text }),
    ...(undo === undefined ? {} : { undo: readRemark(undo) }),
    ...(verify === undefined ? {} : { verify: readRemark(verify) }),
  };
}

const names = 'Calm|Trouble|Expected|Effect|Undo|Verify';
const label = new RegExp(`\\b(${names}):(?: |$)`, 'g');
const item = /^ *- /;
/** The first line of what stands below a block. */
export const labelledItem = new RegExp(`^ *- (?:${names}):(?: |$)`);
/** What no longer belongs to the block above. */
const end = /^ *(?:$|```|#|\d+\. |\*\*|\||<!--)/;

function readLabelled(lines: readonly string[], from: number): readonly Labelled[] {
  const found: Labelled[] = [];
  for (const [index, line] of lines.slice(from).entries()) {
    if (end.test(line)) break;
    const [continued = '', ...parts] = partsOf(line);
    const last = found.pop();
    if (last !== undefined) found.push({ ...last, text: `${last.text} ${continued}`.trim() });
    for (let at = 0; at < parts.length; at += 2) {
      const [name = '', text = ''] = parts.slice(at);
      found.push({ label: name, text, line: from + index + 1 });
    }
    // Prose below a block says nothing of it.
    if (found.length === 0) break;
  }
  return found;
}

/** What goes on from the line before, and then each label with its text: "Undo: none. Verify: …" has two. */
function partsOf(line: string): readonly string[] {
  // A list item without a label is advice, and what is indented below it too.
  if (item.test(line) && !labelledItem.test(line)) return ['', '', ''];
  return line
    .replace(item, '')
    .split(label)
    .map((part) => part.trim());
}

function readExpectation(state: ExpectationState, text: string, line: number): Expectation {
  return { state, text, line, patterns: readPatterns(text) };
}

const ownCommand = /^(?:npx |npm |aws )/;

function readRemark({ text, line }: Labelled): Remark {
  const [, step] = /\bstep (\d)\b/.exec(text) ?? [];
  const remark = { text, line, ...(step === undefined ? {} : { step: Number(step) }) };
  const [quotation = '', first = ''] = /`([^`]+)`/.exec(text) ?? [];
  if (!ownCommand.test(first))
    return { ...remark, expectation: readExpectation('either', text, line) };
  const after = text.slice(text.indexOf(quotation) + quotation.length);
  return { ...remark, command: first, expectation: readExpectation('either', after, line) };
}
