import { parseJsonPattern } from './json-pattern.ts';
import type { MatchMessage } from './match-message.ts';
import { PatternError } from './pattern-error.ts';
import { parseTermPattern } from './term-pattern.ts';

/**
 * Reads a filter pattern of CloudWatch Logs: of terms, or of fields of JSON.
 *
 * @throws PatternError for what is not understood here, such as patterns of space-delimited fields
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): MatchMessage {
  const text = pattern.trim();
  if (text === '' || text === '" "') return () => true;
  if (text.startsWith('[')) throw new PatternError(pattern, '[');
  return text.startsWith('{') ? parseJsonPattern(text) : parseTermPattern(text);
}
