/** While which state of the stage it holds: without the trouble, during it, or in both. */
export type ExpectationState = 'calm' | 'trouble' | 'either';

/**
 * What an output has to have in it: a quotation, in which `…` stands for anything in one line; one that it must not
 * have; or nothing at all.
 */
export type OutputPattern = { readonly quoted: string; readonly isAbsent?: true } | 'nothing';

/** What a page says a command prints. */
export interface Expectation {
  readonly state: ExpectationState;
  /** As written, in one line, without its label. */
  readonly text: string;
  /** In the page's file, from 1. */
  readonly line: number;
  /** Each of them has to be there, in one of its forms. */
  readonly patterns: readonly (readonly OutputPattern[])[];
}

const tokens = /(\blacks )?`([^`]+)`|\bnothing\b/gi;

/**
 * Reads the patterns of a sentence: each `quotation` has to occur, but for one after the word lacks; the word nothing
 * means an empty output. Those that `or` joins stand for each other: "`a` or `b`", "`a`, `b` or nothing".
 */
export function readPatterns(text: string): Expectation['patterns'] {
  const found = [...text.matchAll(tokens)].map(({ index, 0: token, 1: lacks, 2: quoted }) => ({
    pattern: patternOf(quoted, lacks !== undefined),
    start: index,
    end: index + token.length,
  }));
  const groups: OutputPattern[][] = [];
  // A comma joins those that an `or` closes, and only those.
  let list: OutputPattern[] = [];
  for (const [index, { pattern, end }] of found.entries()) {
    list.push(pattern);
    const between = text.slice(end, found[index + 1]?.start ?? text.length);
    if (/^[,;]? or $/.test(between)) continue;
    if (between === ', ' && closesWithOr(text, found.slice(index + 1))) continue;
    groups.push(list);
    list = [];
  }
  return list.length > 0 ? [...groups, list] : groups;
}

function patternOf(quoted: string | undefined, isAbsent: boolean): OutputPattern {
  if (quoted === undefined) return 'nothing';
  return isAbsent ? { quoted, isAbsent } : { quoted };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Whether the list that goes on with these ends in `or`, and not in anything else. */
function closesWithOr(text: string, rest: readonly Place[]): boolean {
  for (const [index, { end }] of rest.entries()) {
    const between = text.slice(end, rest[index + 1]?.start ?? text.length);
    if (/^[,;]? or $/.test(between) && index + 1 < rest.length) return true;
    if (between !== ', ') return false;
  }
  return false;
}

/**
 * What of an expectation an output does not meet, as its page writes it; empty where it is met. A quotation may stand in either
 * stream; nothing means an empty stdout, since progress is no output.
 */
export function missingFrom(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  { patterns }: Pick<Expectation, 'patterns'>,
  fill: (text: string) => string = (text) => text,
): readonly string[] {
  const printed = withOneSpace(`${stdout}\n${stderr}`);
  const isThere = (form: OutputPattern) => {
    if (form === 'nothing') return stdout.trim() === '';
    return expressionOf(fill(form.quoted)).test(printed) !== (form.isAbsent ?? false);
  };
  return patterns
    .filter((forms) => !forms.some(isThere))
    .map((forms) => forms.map(textOf).join(' or '));
}

function expressionOf(quoted: string): RegExp {
  return new RegExp(withOneSpace(quoted).split('…').map(escaped).join('[^\\n]*'));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function textOf(form: OutputPattern): string {
  if (form === 'nothing') return 'nothing';
  return `${form.isAbsent ? 'lacks ' : ''}\`${form.quoted}\``;
}

/** Columns are as wide as their widest cell. */
function withOneSpace(text: string): string {
  return text.replace(/[^\S\n]+/g, ' ');
}
