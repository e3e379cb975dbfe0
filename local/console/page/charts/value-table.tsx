import { dateText } from '../parts/time-text.ts';
import { zoneName } from '../state/time-zone.ts';
import { formatValue } from './format-value.ts';
import type { GraphProps } from './graph-props.ts';
import { unitOf } from './legend.tsx';

/** More rows than anybody reads; they would stop the page. */
const mostRows = 500;

/** What a graph draws, as a table: the newest first. */
export function ValueTable({ graph }: { readonly graph: GraphProps }) {
  const { title, times, series } = graph;
  const rows = times
    .map((time, at) => ({ time, at }))
    .filter(({ at }) => series.some(({ values }) => isValue(values[at])))
    .toReversed();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="graph-table" tabIndex={0} aria-label={`${title}: values`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time ({zoneName.value})</th>
            {series.map(({ label }, index) => (
              <th scope="col" key={`${index}${label}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map(({ time, at }) => (
            <tr key={time}>
              <th scope="row" class="mono">
                {dateText(time * 1000)}
              </th>
              {series.map((one, index) => (
                <td key={`${index}${one.label}`} class="mono">
                  {formatValue(one.values[at], unitOf(graph, one))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows && (
        <p class="quiet">
          The newest {mostRows} of {rows.length}. A shorter time shows the others.
        </p>
      )}
      {rows.length === 0 && <p class="quiet">No values in this time.</p>}
    </section>
  );
}

function isValue(value: number | null | undefined): boolean {
  return value !== null && value !== undefined;
}
