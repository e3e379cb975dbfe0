import type { MatchMessage } from './match-message.ts';
import { PatternError } from './pattern-error.ts';
import { parsePatternRegex } from './pattern-regex.ts';

const term = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?=\s|$)/y;

/**
 * Terms: all of them, none of those behind `-`, at least one of those behind `?`, which AWS ignores beside others.
 * A term may be a part of a word. Or one regular expression between percent signs.
 *
 * @throws PatternError, also for a term with other characters than letters and digits that is not in quotes
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
 */
export function parseTermPattern(pattern: string): MatchMessage {
  if (pattern.startsWith('%')) {
    const regex = parsePatternRegex(pattern, pattern);
    return (message) => regex.test(message);
  }
  const terms = readTerms(pattern);
  const textsOf = (sign: string) =>
    terms.filter((one) => one.sign === sign).map(({ text }) => text);
  const [all, none, any] = [textsOf(''), textsOf('-'), textsOf('?')];
  if (all.length + none.length === 0)
    return (message) => any.some((text) => message.includes(text));
  return (message) =>
    all.every((text) => message.includes(text)) && !none.some((text) => message.includes(text));
}

function readTerms(pattern: string) {
  const terms: { readonly sign: string; readonly text: string }[] = [];
  term.lastIndex = 0;
  while (term.lastIndex < pattern.length) {
    const at = term.lastIndex;
    const [whole, sign = '', quoted, bare] = term.exec(pattern) ?? [];
    if (whole === undefined) throw new PatternError(pattern, pattern.slice(at).trim());
    terms.push({ sign, text: bare ?? quoted?.replace(/\\(.)/g, '$1') ?? '' });
  }
  return terms;
}
