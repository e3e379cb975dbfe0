import { formatValue } from './format-value.ts';
import type { GraphProps, GraphSeries } from './graph-props.ts';
import { latestValue } from './latest-value.ts';
import { seriesLook } from './series-look.ts';
import './plain-views.css';

interface Props {
  readonly graph: GraphProps;
  readonly sparkline: boolean;
  /** All digits. */
  readonly isPrecise: boolean;
}

/** The last value of each series, large. */
export function SingleValues({ graph, sparkline, isPrecise }: Props) {
  return (
    <dl class="single-values">
      {graph.series.map((series, index) => {
        const value = latestValue(series);
        const unit = graph[series.axis ?? 'left']?.unit;
        return (
          <div key={`${index}${series.label}`}>
            <dt>{series.label}</dt>
            <dd class={value === undefined ? 'hatched' : undefined}>
              {isPrecise && value !== undefined ? String(value) : formatValue(value, unit)}
            </dd>
            {sparkline && <Sparkline series={series} index={index} />}
          </div>
        );
      })}
    </dl>
  );
}

function Sparkline({ series, index }: { readonly series: GraphSeries; readonly index: number }) {
  const known = series.values.filter((value) => value !== null && value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = 100 / Math.max(1, series.values.length - 1);
  const points = series.values.map((value, at) =>
    value === null || value === undefined
      ? undefined
      : `${at * step},${22 - (20 * (value - low)) / (high - low || 1)}`,
  );
  const path = points.map((point, at) =>
    point === undefined ? '' : `${points[at - 1] === undefined ? 'M' : 'L'}${point}`,
  );
  return (
    <svg class="sparkline" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <path d={path.join(' ')} style={{ stroke: seriesLook(index, series.colour).colour }} />
    </svg>
  );
}
