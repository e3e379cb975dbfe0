import { type Aggregate, aggregates } from './aggregates.ts';
import { type Expression, isTrue, readExpression } from './read-expression.ts';
import { readTokens, type Tokens } from './read-tokens.ts';
import { compare, type Row, textOf, type Value, withValues } from './row.ts';

/** A query, ready to run. */
export interface Query {
  readonly steps: readonly ((rows: readonly Row[]) => readonly Row[])[];
  /** The columns of the result. */
  readonly columns: readonly string[];
  /** Whether its rows are groups, and no longer log events. */
  readonly isStatistic: boolean;
}

interface Draft {
  steps: Query['steps'][number][];
  fields: string[];
  /** By `display`, which beats the fields. */
  shown: readonly string[] | undefined;
  groups: readonly string[] | undefined;
}

interface Named {
  readonly name: string;
  readonly value: Expression;
}

const commands: Readonly<Record<string, (tokens: Tokens, draft: Draft) => void>> = {
  fields(tokens, draft) {
    const named = readList(tokens, readNamed);
    draft.fields.push(...named.map(({ name }) => name));
    draft.steps.push(adding(named));
  },
  display(tokens, draft) {
    const named = readList(tokens, readNamed);
    draft.shown = named.map(({ name }) => name);
    draft.steps.push(adding(named));
  },
  filter(tokens, { steps }) {
    const condition = readExpression(tokens);
    steps.push((rows) => rows.filter((row) => isTrue(condition(row))));
  },
  stats: readStats,
  sort(tokens, { steps }) {
    const keys = readList(tokens, readSortKey);
    steps.push((rows) => rows.toSorted((a, b) => order(keys, a, b)));
  },
  limit(tokens, { steps }) {
    const token = tokens.next();
    const limit = Number(token.text);
    if (token.kind !== 'number' || limit < 1) tokens.fail('expected a number above 0', token);
    steps.push((rows) => rows.slice(0, limit));
  },
  dedup(tokens, { steps }) {
    const names = readList(tokens, readName);
    steps.push((rows) => {
      const seen = new Set<string>();
      return rows.filter((row) => {
        const key = keyOf(names.map((name) => row(name)));
        return !seen.has(key) && seen.add(key);
      });
    });
  },
  parse: readParse,
};

export const commandNames: readonly string[] = Object.keys(commands);

/**
 * Reads the part of CloudWatch Logs Insights' language that is emulated: `fields`, `display`, `filter`, `stats`, `sort`,
 * `limit`, `dedup` and `parse`.
 *
 * @throws MalformedQuery for anything else
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function readQuery(text: string): Query {
  const tokens = readTokens(text);
  const draft: Draft = { steps: [], fields: [], shown: undefined, groups: undefined };
  do {
    const command = tokens.next();
    const name = command.text.toLowerCase();
    const read = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (read === undefined || command.kind !== 'name') {
      const known = commandNames.join(', ');
      tokens.fail(`unexpected ${command.text}: the commands known here are ${known}`, command);
    }
    read?.(tokens, draft);
  } while (tokens.accept('|'));
  if (tokens.peek().kind !== 'end') tokens.fail(`unexpected ${tokens.peek().text}`);
  const { steps, fields, shown, groups } = draft;
  const found = fields.length === 0 ? ['@timestamp', '@message'] : fields;
  return {
    steps,
    columns: [...new Set(shown ?? groups ?? found)],
    isStatistic: groups !== undefined,
  };
}

function readList<Item>(tokens: Tokens, readItem: (tokens: Tokens) => Item): Item[] {
  const items = [readItem(tokens)];
  while (tokens.accept(',')) items.push(readItem(tokens));
  return items;
}

function readName(tokens: Tokens): string {
  const token = tokens.next();
  return token.kind === 'name'
    ? token.text
    : tokens.fail(`expected a field, not ${token.text}`, token);
}

/** An expression is called as it is written, unless it has a name. */
function readNamed(tokens: Tokens): Named {
  const { start, kind, text } = tokens.peek();
  const value = readExpression(tokens);
  const written = tokens.textFrom(start);
  const own = kind === 'name' && written === `\`${text}\`` ? text : written;
  return { name: tokens.accept('as') ? readName(tokens) : own, value };
}

function adding(named: readonly Named[]) {
  return (rows: readonly Row[]) =>
    rows.map((row) => withValues(row, new Map(named.map(({ name, value }) => [name, value(row)]))));
}

function readSortKey(tokens: Tokens) {
  const value = readExpression(tokens);
  const sign = tokens.accept('desc') ? -1 : 1;
  if (sign === 1) tokens.accept('asc');
  return { value, sign };
}

/** What has no value comes last. */
function order(keys: readonly { value: Expression; sign: number }[], a: Row, b: Row): number {
  for (const { value, sign } of keys) {
    const [x, y] = [value(a), value(b)];
    const found =
      x === undefined || y === undefined
        ? Number(x === undefined) - Number(y === undefined)
        : sign * compare(x, y);
    if (found !== 0) return found;
  }
  return 0;
}

function readStats(tokens: Tokens, draft: Draft): void {
  const made = readList(tokens, readAggregate);
  const groups = tokens.accept('by') ? readList(tokens, readNamed) : [];
  draft.groups = [...groups, ...made].map(({ name }) => name);
  draft.steps.push((rows) => {
    const byKey = Map.groupBy(rows, (row) => keyOf(groups.map(({ value }) => value(row))));
    const all = groups.length === 0 ? [rows] : [...byKey.values()];
    return all.map((some) => {
      const [first] = some;
      const values = new Map<string, Value | undefined>(
        made.map(({ name, of }) => [name, of(some)]),
      );
      for (const { name, value } of groups) values.set(name, first && value(first));
      return (field) => values.get(field);
    });
  });
}

function readAggregate(tokens: Tokens): { readonly name: string; readonly of: Aggregate } {
  const called = tokens.next();
  const name = called.text.toLowerCase();
  const make = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  if (make === undefined) {
    const known = Object.keys(aggregates).join(', ');
    return tokens.fail(`unexpected ${called.text}: stats knows ${known} here`, called);
  }
  tokens.expect('(');
  const isAll = name === 'count' && (tokens.accept('*') || tokens.peek().text === ')');
  const of: Expression = isAll ? () => 1 : readExpression(tokens);
  const second = tokens.accept(',') ? readExpression(tokens) : undefined;
  tokens.expect(')');
  const written = tokens.textFrom(called.start);
  return { name: tokens.accept('as') ? readName(tokens) : written, of: make(of, second) };
}

/** `parse @message "user=*, id=*" as user, id`, or a regular expression with named groups. */
function readParse(tokens: Tokens, { steps }: Draft): void {
  const field = readName(tokens);
  const regex = tokens.acceptRegex() ?? readGlob(tokens);
  const names = tokens.accept('as') ? readList(tokens, readName) : undefined;
  steps.push((rows) =>
    rows.map((row) => {
      const value = row(field);
      const found = value === undefined ? null : regex.exec(textOf(value));
      if (found === null) return row;
      const parts = names?.map((name, index) => [name, found[index + 1]] as const);
      return withValues(row, new Map(parts ?? Object.entries(found.groups ?? {})));
    }),
  );
}

function readGlob(tokens: Tokens): RegExp {
  const { kind, text } = tokens.peek();
  if (kind !== 'string') tokens.fail('expected a text with * in it, or a regular expression');
  tokens.next();
  const parts = text.split('*').map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`${parts.join('(.*?)')}${text.endsWith('*') ? '$' : ''}`, 's');
}

function keyOf(values: readonly (Value | undefined)[]): string {
  return JSON.stringify(values.map((value) => (value === undefined ? null : textOf(value))));
}
