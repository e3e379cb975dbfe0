import type { SynthesizedStack } from '../synthesized-stack.ts';
import {
  type DeployedAlarm,
  findMetric,
  readDeployedAlarms,
  withParts,
} from './deployed-alarms.ts';
import { parseSeries, type Samples } from './parse-series.ts';
import { type Published, runAlarms, type Span } from './run-alarms.ts';

/** By the id of a metric in the alarm's expression, or its name: a series as `parseSeries` reads it. */
export type SeriesByMetric = Readonly<Record<string, string>>;

export interface TimeMachine {
  /** Lets these series pass. */
  onSeries(series: SeriesByMetric): {
    /** When the alarm was on: `5-10` fired after 5 minutes and was over after 10, `20-` still is on; or `never`. */
    alarmed(slug: string): string;
  };
  /** Lets minutes pass with all alarms watching; by slug, those that fired, of those that tell somebody. */
  onMinutes(
    minutes: number,
    publish: (minute: number) => readonly Published[],
  ): ReadonlyMap<string, readonly Span[]>;
}

/** Series in, states out: the alarms of a synthesized stage, by CloudWatch's rules. */
export function createTimeMachine(stack: SynthesizedStack, stage: string): TimeMachine {
  const prefix = `spillway-${stage}-`;
  const alarms = readDeployedAlarms(stack);
  const tells = ({ definition }: DeployedAlarm) => definition.properties.AlarmActions.length > 0;
  const tellers = new Set(alarms.filter(tells).map(({ name }) => name));
  return {
    onSeries: (series) => ({
      alarmed(slug) {
        const watching = withParts(alarms, `${prefix}${slug}`);
        const data = Object.entries(series).map(([key, text]) => ({
          metric: findMetric(watching, key),
          minutes: parseSeries(text),
        }));
        const length = Math.max(0, ...data.map(({ minutes }) => minutes.length));
        const spans = runAlarms(watching, length, (minute) =>
          data.flatMap(({ metric, minutes }) => {
            const samples = minutes[minute];
            return samples ? [{ ...metric, ...measured(samples) }] : [];
          }),
        );
        return spansText(spans.get(`${prefix}${slug}`) ?? []);
      },
    }),
    onMinutes: (minutes, publish) =>
      new Map(
        [...runAlarms(alarms, minutes, publish)]
          .filter(([name, spans]) => spans.length > 0 && tellers.has(name))
          .map(([name, spans]) => [name.slice(prefix.length), spans]),
      ),
  };
}

function spansText(spans: readonly Span[]): string {
  return spans.map(({ from, to = '' }) => `${from}-${to}`).join(', ') || 'never';
}

function measured(samples: NonNullable<Samples>): Pick<Published, 'values' | 'counts'> {
  return {
    values: samples.map(([, value]) => value),
    counts: samples.map(([count]) => count),
  };
}
