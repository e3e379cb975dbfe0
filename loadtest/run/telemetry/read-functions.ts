import type { ReadMetrics, WantedMetric } from '../../../client/stage/metric-data.ts';
import { metricNamespace } from '../../../service/telemetry/metric-names.ts';
import type { FunctionFigures } from '../../run-record.ts';

const lambda = 'AWS/Lambda';

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function metricsOf(FunctionName: string): readonly WantedMetric[] {
  const ofLambda = (name: string, statistic: WantedMetric['statistic']): WantedMetric => ({
    ...{ namespace: lambda, name, statistic, dimensions: { FunctionName } },
  });
  return [
    ofLambda('Invocations', 'Sum'),
    ofLambda('Errors', 'Sum'),
    ofLambda('Throttles', 'Sum'),
    {
      ...{ namespace: metricNamespace, name: 'ColdStart', statistic: 'Sum' },
      dimensions: { service: FunctionName, function_name: FunctionName },
    },
    ...(['p50', 'p95', 'p99', 'Maximum'] as const).map((of) => ofLambda('Duration', of)),
  ];
}

/** What CloudWatch counted in these minutes. Percentiles can't be added up: they are those of the minute with most calls. */
export async function readFunctions(
  names: readonly string[],
  readMetrics: ReadMetrics,
  sinceSeconds: number,
): Promise<readonly FunctionFigures[]> {
  const found = await readMetrics(names.flatMap(metricsOf), sinceSeconds);
  const perFunction = found.length / names.length;
  return names.map((name, index) => {
    const [calls = [], errors = [], throttles = [], coldStarts = [], ...durations] = found.slice(
      index * perFunction,
      (index + 1) * perFunction,
    );
    const [busiest] = calls.toSorted((one, other) => other.value - one.value);
    const [p50, p95, p99, max] = durations.map(
      (points) => points.find(({ at }) => at === busiest?.at)?.value,
    );
    const isTimed = p50 !== undefined && p95 !== undefined && p99 !== undefined;
    return {
      ...{ name, invocations: sumOf(calls), errors: sumOf(errors), throttles: sumOf(throttles) },
      coldStarts: sumOf(coldStarts),
      ...(busiest && isTimed && max !== undefined
        ? { duration: { count: busiest.value, p50, p95, p99, max } }
        : {}),
    };
  });
}

const sumOf = (points: readonly { readonly value: number }[]) =>
  points.reduce((sum, { value }) => sum + value, 0);
