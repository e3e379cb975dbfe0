import { formatValue } from './format-value.ts';
import type { GraphProps } from './graph-props.ts';
import { latestValue } from './latest-value.ts';
import { seriesLook } from './series-look.ts';
import './plain-views.css';

/** Of radius 25, with lines of width 50: slices up to the middle. */
const length = Math.PI * 50;

/** The last value of each series as its part of all; what is below zero is no part. */
export function Pie({ graph }: { readonly graph: GraphProps }) {
  const slices = graph.series.map((series, index) => {
    const value = latestValue(series);
    const { colour } = seriesLook(index, series.colour);
    return { label: series.label, value, part: Math.max(0, value ?? 0), index, colour };
  });
  const total = slices.reduce((sum, { part }) => sum + part, 0);
  const before = (index: number) =>
    slices.slice(0, index).reduce((sum, { part }) => sum + part, 0) / (total || 1);
  return (
    <div class="pie">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        {slices.map(({ part, index, colour }) => (
          <circle
            key={index}
            {...{ cx: 50, cy: 50, r: 25 }}
            stroke-dasharray={`${(part / (total || 1)) * length} ${length}`}
            stroke-dashoffset={-before(index) * length}
            style={{ stroke: colour }}
          />
        ))}
      </svg>
      <table>
        <tbody>
          {slices.map(({ label, value, part, index, colour }) => (
            <tr key={index}>
              <th scope="row">
                <span class="pie-key" style={{ background: colour }} /> {label}
              </th>
              <td class="mono">{formatValue(value, graph.left?.unit)}</td>
              <td class="mono">{total > 0 ? `${Math.round((100 * part) / total)} %` : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
