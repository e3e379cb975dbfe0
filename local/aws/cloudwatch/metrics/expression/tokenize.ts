import { ExpressionError } from './expression-error.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'symbol'; readonly value: string };

const pattern =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"([^"]*)"|'([^']*)'|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/^()[\],<>]))/y;

/** @throws ExpressionError at the first character that has no meaning. */
export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  const source = expression.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) throw new ExpressionError(`"${expression}" can't be read from character ${at + 1}`);
    tokens.push(toToken(match));
  }
  return tokens;
}

function toToken([, number, double, single, name, symbol = '']: RegExpExecArray): Token {
  if (number !== undefined) return { kind: 'number', value: Number(number) };
  const text = double ?? single;
  if (text !== undefined) return { kind: 'text', value: text };
  if (name === 'AND') return { kind: 'symbol', value: '&&' };
  if (name === 'OR') return { kind: 'symbol', value: '||' };
  return name === undefined ? { kind: 'symbol', value: symbol } : { kind: 'name', value: name };
}
