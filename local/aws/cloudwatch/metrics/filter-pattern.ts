/** Whether a log entry, parsed, matches. */
export type MatchEntry = (entry: unknown) => boolean;

const token = /\s*(\{|\}|\(|\)|&&|\|\||!=|=|"[^"]*"|[^\s(){}=!&|"]+)\s*/y;

/**
 * Reads a JSON filter pattern of CloudWatch Logs: comparisons of fields with texts, joined by `&&` and `||`.
 *
 * @throws Error for what is not understood here, such as numbers, arrays and regular expressions
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): MatchEntry {
  const tokens = tokenize(pattern);
  const take = (expected?: string): string => {
    const [next = ''] = tokens.splice(0, 1);
    if (next === '' || (expected !== undefined && next !== expected)) {
      throw new Error(`The filter pattern ${pattern} is not understood at "${next}".`);
    }
    return next;
  };
  const joined = (operator: '&&' | '||', operand: () => MatchEntry): MatchEntry => {
    const operands = [operand()];
    while (tokens[0] === operator) {
      take();
      operands.push(operand());
    }
    return operator === '&&'
      ? (entry) => operands.every((matches) => matches(entry))
      : (entry) => operands.some((matches) => matches(entry));
  };
  const any = () => joined('||', all);
  const all = () => joined('&&', term);
  const term = (): MatchEntry => {
    if (tokens[0] !== '(') return compare(take(), take(), take());
    take();
    const inner = any();
    take(')');
    return inner;
  };
  take('{');
  const matches = any();
  take('}');
  return matches;
}

function tokenize(pattern: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < pattern.length) {
    const found = token.exec(pattern)?.[1];
    if (found === undefined) throw new Error(`The filter pattern ${pattern} is not understood.`);
    tokens.push(found);
  }
  return tokens;
}

/** `$.errorType != "THROTTLED"`; a text may begin or end with `*`. A field that is missing matches nothing. */
function compare(selector: string, operator: string, text: string): MatchEntry {
  if (!/^\$(\.\w+)+$/.test(selector) || !['=', '!='].includes(operator)) {
    throw new Error(`The comparison ${selector} ${operator} ${text} is not understood.`);
  }
  const path = selector.split('.').slice(1);
  const wanted = text.replace(/^"(.*)"$/, '$1');
  const pattern = new RegExp(`^${wanted.split('*').map(escapeText).join('.*')}$`, 's');
  return (entry) => {
    const value = path.reduce<unknown>((inside, name) => Object(inside)[name], entry);
    if (value === undefined || value === null) return false;
    return pattern.test(String(value)) === (operator === '=');
  };
}

function escapeText(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
