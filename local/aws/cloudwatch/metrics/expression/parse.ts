import { ExpressionError } from './expression-error.ts';
import { type Token, tokenize } from './tokenize.ts';

export type Node =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  /** The id of a metric or expression, or a keyword such as REPEAT. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly members: readonly Node[] }
  | { readonly kind: 'negate'; readonly operand: Node }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly left: Node;
      readonly right: Node;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] };

/** The ids that an expression computes with, and keywords. */
export function namesIn(node: Node): readonly string[] {
  switch (node.kind) {
    case 'name':
      return [node.name];
    case 'negate':
      return namesIn(node.operand);
    case 'operation':
      return [...namesIn(node.left), ...namesIn(node.right)];
    case 'list':
      return node.members.flatMap(namesIn);
    case 'call':
      return node.args.flatMap(namesIn);
    default:
      return [];
  }
}

/** From the loosest to the tightest. */
const precedence = [
  ['||'],
  ['&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
] as const satisfies readonly (readonly string[])[];

const maxDepth = 50;

/**
 * Reads a metric math expression.
 *
 * @throws ExpressionError when it breaks the syntax.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseExpression(expression: string): Node {
  return new Parser(expression).parse();
}

class Parser {
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(expression: string) {
    this.#expression = expression;
    this.#tokens = tokenize(expression);
  }

  parse(): Node {
    const node = this.#operation(0);
    if (this.#position < this.#tokens.length) throw this.#unexpected();
    return node;
  }

  #operation(level: number): Node {
    const operators: readonly string[] | undefined = precedence[level];
    if (!operators) return this.#unary();
    let left = this.#operation(level + 1);
    for (
      let operator = this.#symbol(operators);
      operator !== undefined;
      operator = this.#symbol(operators)
    ) {
      const right = this.#operation(level + 1);
      left = { kind: 'operation', operator, left, right };
    }
    return left;
  }

  #unary(): Node {
    if (this.#symbol(['-']) === undefined) return this.#primary();
    return this.#nested(() => ({ kind: 'negate', operand: this.#unary() }));
  }

  #primary(): Node {
    const token = this.#tokens[this.#position];
    if (!token) throw this.#unexpected();
    this.#position += 1;
    if (token.kind === 'number' || token.kind === 'text') return token;
    if (token.kind === 'name') {
      const args = this.#symbol(['(']) === undefined ? undefined : this.#members(')');
      if (!args) return { kind: 'name', name: token.value };
      return { kind: 'call', name: token.value, args };
    }
    if (token.value === '[') return { kind: 'list', members: this.#members(']') };
    if (token.value !== '(') throw this.#unexpected(this.#position - 1);
    const inner = this.#nested(() => this.#operation(0));
    this.#expect(')');
    return inner;
  }

  #members(end: string): readonly Node[] {
    const members: Node[] = [];
    if (this.#symbol([end]) !== undefined) return members;
    do {
      members.push(this.#nested(() => this.#operation(0)));
    } while (this.#symbol([',']) !== undefined);
    this.#expect(end);
    return members;
  }

  #nested(read: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > maxDepth) {
      throw new ExpressionError(`"${this.#expression}" is nested too deeply`);
    }
    const node = read();
    this.#depth -= 1;
    return node;
  }

  #symbol(accepted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#position];
    if (token?.kind !== 'symbol' || !accepted.includes(token.value)) return undefined;
    this.#position += 1;
    return token.value;
  }

  #expect(symbol: string): void {
    if (this.#symbol([symbol]) === undefined) throw this.#unexpected();
  }

  #unexpected(position = this.#position): ExpressionError {
    const token = this.#tokens[position];
    const what = token ? `"${token.value}" is not expected there` : 'it ends too early';
    return new ExpressionError(`"${this.#expression}" can't be read: ${what}`);
  }
}
