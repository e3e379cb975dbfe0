import type { AlarmState } from './alarm-state.ts';

/** Whether a rule holds, given the state of each alarm by name or ARN. */
export type CompositeRule = (stateOf: (alarm: string) => AlarmState) => boolean;

export class CompositeRuleError extends Error {
  override readonly name = 'CompositeRuleError';
}

const tokenPattern =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^\s)]+))\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

interface Token {
  readonly state?: AlarmState;
  readonly alarm?: string;
  readonly word?: string;
}

const maxDepth = 50;

/**
 * Reads an AlarmRule: `ALARM(a)`, `OK(a)`, `INSUFFICIENT_DATA(a)`, `TRUE`, `FALSE`, `NOT`, `AND`, `OR`, brackets.
 *
 * @throws CompositeRuleError for anything else, such as AT_LEAST.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseCompositeRule(rule: string): CompositeRule {
  return new RuleParser(rule).parse();
}

class RuleParser {
  readonly #rule: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(rule: string) {
    this.#rule = rule;
    this.#tokens = tokenize(rule);
  }

  parse(): CompositeRule {
    const rule = this.#either(0);
    if (this.#position < this.#tokens.length) throw this.#fail();
    return rule;
  }

  #either(depth: number): CompositeRule {
    if (depth > maxDepth) throw this.#fail();
    const parts = [this.#both(depth)];
    while (this.#take('OR')) parts.push(this.#both(depth));
    return (stateOf) => parts.some((part) => part(stateOf));
  }

  #both(depth: number): CompositeRule {
    const parts = [this.#single(depth)];
    while (this.#take('AND')) parts.push(this.#single(depth));
    return (stateOf) => parts.every((part) => part(stateOf));
  }

  #single(depth: number): CompositeRule {
    if (depth > maxDepth) throw this.#fail();
    if (this.#take('NOT')) {
      const negated = this.#single(depth + 1);
      return (stateOf) => !negated(stateOf);
    }
    if (this.#take('TRUE')) return () => true;
    if (this.#take('FALSE')) return () => false;
    return this.#take('(') ? this.#bracketed(depth) : this.#condition();
  }

  #bracketed(depth: number): CompositeRule {
    const inner = this.#either(depth + 1);
    if (!this.#take(')')) throw this.#fail();
    return inner;
  }

  #condition(): CompositeRule {
    const { state, alarm } = this.#tokens[this.#position] ?? {};
    if (!state || !alarm) throw this.#fail();
    this.#position += 1;
    return (stateOf) => stateOf(alarm) === state;
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#position]?.word !== word) return false;
    this.#position += 1;
    return true;
  }

  #fail(): CompositeRuleError {
    return unsupported(this.#rule);
  }
}

function unsupported(rule: string): CompositeRuleError {
  return new CompositeRuleError(`"${rule}" is not a rule that is supported here`);
}

function tokenize(rule: string): readonly Token[] {
  const source = rule.trim();
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < source.length) {
    const match = tokenPattern.exec(source);
    if (!match) throw unsupported(rule);
    const [, state, quoted, plain, word, bracket] = match;
    const alarm = quoted ?? plain;
    if (state && alarm) tokens.push({ state: state as AlarmState, alarm });
    else tokens.push({ word: word ?? bracket ?? '' });
  }
  return tokens;
}
