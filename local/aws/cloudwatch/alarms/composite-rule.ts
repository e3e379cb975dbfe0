import type { AlarmState } from './alarm-state.ts';

/** Whether a rule holds, given the state of each alarm by name or ARN. */
export type CompositeRule = (stateOf: (alarm: string) => AlarmState) => boolean;

export class CompositeRuleError extends Error {
  override readonly name = 'CompositeRuleError';
}

const tokenPattern =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^\s)]+))\s*\)|AT_LEAST\s*\(([^()]*)\(([^()]*)\)\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;

interface Token {
  readonly word?: string;
  readonly condition?: CompositeRule;
}

const maxDepth = 50;

/**
 * Reads an AlarmRule: `ALARM(a)`, `OK(a)`, `INSUFFICIENT_DATA(a)`, `AT_LEAST(2, ALARM, (a, b, c))`, `AT_LEAST(60%, NOT
 * OK, (a, b, c))`, `TRUE`, `FALSE`, `NOT`, `AND`, `OR`, brackets.
 *
 * @throws CompositeRuleError for anything else
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
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
    const { condition } = this.#tokens[this.#position] ?? {};
    if (!condition) throw this.#fail();
    this.#position += 1;
    return condition;
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
    const token = match && tokenOf(match);
    if (!token) throw unsupported(rule);
    tokens.push(token);
  }
  return tokens;
}

function tokenOf(match: readonly string[]): Token | undefined {
  const [, state, quoted, plain, wanted, alarms, word, bracket] = match;
  const alarm = quoted ?? plain;
  if (state && alarm) return { condition: (stateOf) => stateOf(alarm) === state };
  if (wanted === undefined) return { word: word ?? bracket ?? '' };
  const condition = atLeast(wanted, alarms ?? '');
  return condition && { condition };
}

/** @param wanted `2, ALARM,` or `60%, NOT OK,`: a number from 1 to that of the alarms, or a percentage of them */
function atLeast(wanted: string, list: string): CompositeRule | undefined {
  const [, amount, percent, not, state] =
    /^\s*(\d+)(%?)\s*,\s*(NOT\s+)?(ALARM|OK|INSUFFICIENT_DATA)\s*,\s*$/.exec(wanted) ?? [];
  const alarms = list.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  const most = percent ? 100 : alarms.length;
  if (alarms.includes('') || !(Number(amount) >= 1 && Number(amount) <= most)) return undefined;
  const count = percent ? (Number(amount) * alarms.length) / 100 : Number(amount);
  const isWanted = (is: AlarmState) => (is === state) === (not === undefined);
  return (stateOf) => alarms.filter((alarm) => isWanted(stateOf(alarm))).length >= count;
}
