import { PatternError } from './pattern-error.ts';

/** What AWS takes between the percent signs. */
const allowed = /^%([\w:#=@/;,\-^$?[\]{}|\\*+. ]+)%$/;

/**
 * A regular expression of a filter pattern, with its percent signs.
 *
 * @throws PatternError
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions
 */
export function parsePatternRegex(text: string, pattern: string): RegExp {
  const inner = allowed.exec(text)?.[1];
  const regex = inner === undefined ? undefined : compile(inner);
  if (regex === undefined) throw new PatternError(pattern, text);
  return regex;
}

function compile(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}
