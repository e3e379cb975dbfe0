import { ExpressionError } from './expression/expression-error.ts';
import { parseExpression } from './expression/parse.ts';
import type { MetricQuery } from './metric-query.ts';
import type { MetricId } from './metric-store.ts';

interface Search {
  readonly text: string;
  readonly statistic: string;
  readonly periodSeconds: number | undefined;
}

/** A query that may be asked for its results, and what a search for metrics became. */
export interface Found {
  readonly query: MetricQuery;
  /** The query whose result it is. */
  readonly of: string;
}

/** A search gives no more of them. */
const mostFound = 100;

/**
 * Puts the metrics that a search finds in its place, where the search is a whole expression. Its id stands for all of them.
 *
 * @throws ExpressionError for a search of a form that is not supported here
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function expandSearches(
  queries: readonly MetricQuery[],
  metrics: () => readonly MetricId[],
): readonly Found[] {
  return queries.flatMap((query): readonly Found[] => {
    const search = searchOf(query);
    if (search === undefined) return [{ query, of: query.id }];
    const periodSeconds = search.periodSeconds ?? query.periodSeconds ?? 300;
    const members = find(search, metrics()).map(
      (id, index): MetricQuery => ({
        ...query,
        id: `${query.id}_found${index}`,
        expression: undefined,
        metric: { ...id, periodSeconds, statistic: search.statistic },
      }),
    );
    const expression = `[${members.map(({ id }) => id).join(', ')}]`;
    return [
      { query: { ...query, returnData: false, expression }, of: query.id },
      ...members.map((member) => ({ query: member, of: query.id })),
    ];
  });
}

function searchOf({ expression }: MetricQuery): Search | undefined {
  if (expression === undefined || !/^\s*SEARCH\s*\(/.test(expression)) return undefined;
  const node = parseExpression(expression);
  if (node.kind !== 'call' || node.name !== 'SEARCH') return undefined;
  const [text, statistic, period] = node.args;
  if (text?.kind !== 'text' || statistic?.kind !== 'text') {
    throw new ExpressionError('SEARCH takes a text and a statistic');
  }
  const periodSeconds = period?.kind === 'number' ? period.value : undefined;
  return { text: text.value, statistic: statistic.value, periodSeconds };
}

const schemaPattern = /^\s*\{([^{}]+)\}(.*)$/s;
const term = /^(?:([\w.-]+)=)?"([^"]*)"(?:\s+AND)?\s*/;

function find({ text }: Search, metrics: readonly MetricId[]): readonly MetricId[] {
  const [, set = '', terms = ''] = schemaPattern.exec(text) ?? [];
  const [namespace, ...names] = set.split(',').map((name) => name.trim().replaceAll('"', ''));
  if (!namespace) throw new ExpressionError(`The search "${text}" names no namespace in braces`);
  const wanted = readTerms(text, terms);
  const dimensions = names.toSorted().join();
  return metrics
    .filter((metric) => metric.namespace === namespace)
    .filter((metric) => Object.keys(metric.dimensions).toSorted().join() === dimensions)
    .filter((metric) =>
      wanted.every(([name, value]) =>
        name === 'MetricName' ? metric.name === value : metric.dimensions[name] === value,
      ),
    )
    .slice(0, mostFound);
}

function readTerms(text: string, terms: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  let rest = terms.trim();
  while (rest !== '') {
    const [whole, name, value] = term.exec(rest) ?? [];
    if (whole === undefined || name === undefined || value === undefined) {
      throw new ExpressionError(`The search "${text}" is not supported here from "${rest}"`);
    }
    found.push([name, value]);
    rest = rest.slice(whole.length);
  }
  return found;
}
