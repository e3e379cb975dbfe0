import { formatValue } from './format-value.ts';
import type { GraphProps } from './graph-props.ts';
import { latestValue } from './latest-value.ts';
import { seriesLook } from './series-look.ts';
import './plain-views.css';

/** A half circle of radius 40: its length. */
const length = Math.PI * 40;

/** The last value of each series between the ends of the left axis. */
export function Gauges({ graph }: { readonly graph: GraphProps }) {
  const { left: { min = 0, max = 100, unit } = {} } = graph;
  return (
    <ul class="gauges">
      {graph.series.map((series, index) => {
        const value = latestValue(series);
        const part =
          value === undefined ? 0 : Math.min(1, Math.max(0, (value - min) / (max - min)));
        return (
          <li key={`${index}${series.label}`}>
            <svg viewBox="0 0 100 56" aria-hidden="true">
              <path class="gauge-ground" d="M10 50 A40 40 0 0 1 90 50" />
              <path
                class="gauge-value"
                d="M10 50 A40 40 0 0 1 90 50"
                stroke-dasharray={`${part * length} ${length}`}
                style={{ stroke: seriesLook(index, series.colour).colour }}
              />
            </svg>
            <span class="gauge-number">{formatValue(value, unit)}</span>
            <span class="quiet">
              {series.label}: {formatValue(min, unit)} to {formatValue(max, unit)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
