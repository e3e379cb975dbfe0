import type { LogTable } from '../../../../../client/dashboards/query-log-widget.ts';
import type { LogWidget, Place } from '../../../../../client/dashboards/widget.ts';
import { printableLines } from '../../../../../client/terminal/printable.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { session } from '../../state/session.ts';
import { useCall } from '../../state/use-call.ts';
import { rangeQuery, timeRange } from './time-range.ts';

interface Props {
  readonly dashboard: string;
  readonly widget: Place & LogWidget;
}

/** A query of Logs Insights costs by what it reads: on AWS it is asked once, and again by the button. */
const everyMs = 30_000;

export function LogBox({ dashboard, widget }: Props) {
  const { index, title = 'Log lines' } = widget;
  const range = timeRange();
  const isAgain = session.value?.isEmbedded && range.fixed === undefined;
  const found = useCall<LogTable>(
    `/api/dashboards/${encodeURIComponent(dashboard)}/logs/${index}?${rangeQuery(range)}`,
    isAgain ? everyMs : undefined,
  );
  return (
    <>
      <div class="graph-head">
        <h3>{title}</h3>
        <button
          type="button"
          class="graph-switch"
          onClick={found.again}
          aria-label={`Ask again: ${title}`}
        >
          Ask again
        </button>
      </div>
      <LoadState of={found}>{(table) => <LogRows {...{ title, table }} />}</LoadState>
    </>
  );
}

function LogRows({ title, table }: { readonly title: string; readonly table: LogTable }) {
  const { columns, rows } = table;
  if (rows.length === 0) return <p class="quiet">No lines in this time.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="log-rows" tabIndex={0} aria-label={`${title}: lines`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((value, column) => (
                <td
                  key={columns[column]}
                  class="mono isolated"
                  title={value && printableLines(value)}
                >
                  {value === undefined ? '–' : printableLines(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
