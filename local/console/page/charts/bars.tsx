import { formatValue } from './format-value.ts';
import type { GraphProps } from './graph-props.ts';
import { latestValue } from './latest-value.ts';
import { seriesLook } from './series-look.ts';
import './plain-views.css';

/** The last value of each series, as long as it is large. */
export function Bars({ graph }: { readonly graph: GraphProps }) {
  const rows = graph.series.map((series, index) => ({ series, index, value: latestValue(series) }));
  const most = Math.max(...rows.map(({ value = 0 }) => value));
  return (
    <table class="bars">
      <tbody>
        {rows.map(({ series, index, value }) => (
          <tr key={`${index}${series.label}`}>
            <th scope="row">{series.label}</th>
            <td>
              <span
                class="bar"
                style={{
                  width: `${most > 0 ? (100 * Math.max(0, value ?? 0)) / most : 0}%`,
                  background: seriesLook(index, series.colour).colour,
                }}
              />
            </td>
            <td class="mono">{formatValue(value, graph[series.axis ?? 'left']?.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
