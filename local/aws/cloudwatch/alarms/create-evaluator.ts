import { type CompiledQueries, compileQueries } from '../metrics/metric-query.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { type CompositeRule, parseCompositeRule } from './composite-rule.ts';
import { evaluationRangeSeconds } from './evaluate-metric-alarm.ts';

export type Evaluator =
  | { readonly kind: 'metric'; readonly queries: CompiledQueries }
  | { readonly kind: 'composite'; readonly holds: CompositeRule };

/** @throws ExpressionError, CompositeRuleError, UnsupportedStatisticError for what can't be evaluated here */
export function createEvaluator(definition: AlarmDefinition, store: MetricStore): Evaluator {
  if (definition.kind === 'composite') {
    return { kind: 'composite', holds: parseCompositeRule(definition.properties.AlarmRule) };
  }
  const queries = compileQueries(definition.queries, store);
  // An alarm watches one time series: finding out at start is better than at each evaluation.
  queries.evaluateSingle(definition.watchedId, { times: [0], periodSeconds: 60 });
  const rangeMs = evaluationRangeSeconds(definition) * 1000;
  for (const { metric } of definition.queries) if (metric) store.keep(metric, rangeMs);
  return { kind: 'metric', queries };
}
