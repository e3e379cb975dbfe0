import { metricNamespace } from '../../service/telemetry/metric-names.ts';
import type { StageNames } from '../stage/configuration.ts';
import type { Point, ReadMetrics } from '../stage/metric-data.ts';

/** How often webhooks were put back: one that waits long counts each time. */
export interface ParkedCount {
  readonly last15Minutes: number;
  readonly lastHour: number;
}

export interface ParkedShare extends ParkedCount {
  readonly name: string;
}

export interface ParkedStatus extends ParkedCount {
  /** Those with any in the last hour. Absent where the configuration is not known. */
  readonly sources?: readonly ParkedShare[];
  readonly destinations?: readonly ParkedShare[];
}

const hourSeconds = 3600;
const quarterMs = 15 * 60_000;

/** What was put back since a destination rests. `names` are asked for only where there is something to tell apart. */
export async function readParked(
  stage: string,
  names: StageNames | undefined,
  { readMetrics, now }: { readonly readMetrics: ReadMetrics; readonly now: number },
): Promise<ParkedStatus> {
  const count = async (name: string, sets: readonly Readonly<Record<string, string>>[]) => {
    const wanted = sets.map((set) => ({
      ...({ namespace: metricNamespace, name, statistic: 'Sum' } as const),
      dimensions: { service: `spillway-${stage}-processing`, ...set },
    }));
    const points = await readMetrics(wanted, hourSeconds);
    return points.map((series) => countsOf(series, now));
  };
  const [total = nothing] = await count('WebhookParked', [{}]);
  if (total.lastHour === 0) return { ...total, sources: [], destinations: [] };
  if (names === undefined) return total;
  const { sources, destinations } = names;
  const [bySource, byDestination] = await Promise.all([
    count(
      'WebhookParked',
      sources.map((source) => ({ source })),
    ),
    count(
      'DestinationResting',
      destinations.map((destination) => ({ destination })),
    ),
  ]);
  return {
    ...total,
    sources: sharesOf(sources, bySource),
    destinations: sharesOf(destinations, byDestination),
  };
}

const nothing: ParkedCount = { last15Minutes: 0, lastHour: 0 };

function countsOf(series: readonly Point[], now: number): ParkedCount {
  const total = (points: readonly Point[]) => points.reduce((sum, { value }) => sum + value, 0);
  const last15Minutes = total(series.filter(({ at }) => at > now - quarterMs));
  return { last15Minutes, lastHour: total(series) };
}

function sharesOf(names: readonly string[], counts: readonly ParkedCount[]): ParkedShare[] {
  return names
    .map((name, index) => ({ name, ...(counts[index] ?? nothing) }))
    .filter(({ lastHour }) => lastHour > 0)
    .sort((a, b) => b.lastHour - a.lastHour);
}
