import type { ReadMetrics } from '../stage/metric-data.ts';

export interface FunctionStatus {
  readonly name: string;
  /** In the last 15 minutes. */
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
}

const windowSeconds = 15 * 60;
const metricNames = ['Invocations', 'Errors', 'Throttles'] as const;

export async function readFunctions(
  stage: string,
  readMetrics: ReadMetrics,
): Promise<readonly FunctionStatus[]> {
  const names = [`spillway-${stage}-ingestion`, `spillway-${stage}-processing`];
  const wanted = names.flatMap((FunctionName) =>
    metricNames.map((name) => ({
      ...({ namespace: 'AWS/Lambda', name, statistic: 'Sum' } as const),
      dimensions: { FunctionName },
    })),
  );
  const points = await readMetrics(wanted, windowSeconds);
  const sums = points.map((series) => series.reduce((sum, { value }) => sum + value, 0));
  return names.map((name, index) => {
    const [invocations = 0, errors = 0, throttles = 0] = sums.slice(index * metricNames.length);
    return { name, invocations, errors, throttles };
  });
}
