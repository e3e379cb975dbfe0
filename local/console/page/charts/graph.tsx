import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import './series-colours.css';
import './graph.css';
import { downsample } from './downsample.ts';
import { formatTime } from './format-time.ts';
import type { GraphProps } from './graph-props.ts';
import { Legend } from './legend.tsx';
import { NoData } from './no-data.tsx';
import { Plot } from './plot.tsx';
import { ValueTable } from './value-table.tsx';

/**
 * Values over time. All graphs of a page share their cursor; the button Table shows the same values as a table.
 *
 * @example
 * <Graph
 *   title="Age of the oldest message"
 *   times={[1795700000, 1795700060]}
 *   series={[{ label: 'oldest', values: [12.5, null] }]}
 *   left={{ unit: 's', min: 0 }}
 *   lines={[{ at: 900, label: 'alarm queue-age' }]}
 * />
 */
export function Graph(graph: GraphProps) {
  const { title, left, right, height, legend = 'bottom', onZoom } = graph;
  const [isTable, setTable] = useState(false);
  const cursor = useSignal<number | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = (label: string) => setHidden((before) => toggled(before, label));
  const { times, series } = graph;
  const columns = useMemo(() => downsample({ times, series }), [times, series]);
  const drawn = { ...graph, ...columns };
  const hasRight = graph.series.some(({ axis }) => axis === 'right');
  return (
    <figure class={`graph legend-${legend}`}>
      <figcaption class="graph-head">
        <span class="graph-title">{title}</span>
        <button
          type="button"
          class="graph-switch"
          aria-pressed={isTable}
          aria-label={`Table: ${title}`}
          onClick={() => setTable(!isTable)}
        >
          Table
        </button>
      </figcaption>
      {isTable ? (
        <ValueTable graph={graph} />
      ) : (
        <div class="graph-body">
          <div class="graph-drawing">
            <p class="graph-units" aria-hidden="true">
              <span>{left?.unit}</span>
              <CursorTime {...{ times: columns.times, cursor }} />
              <span>{hasRight && right?.unit}</span>
            </p>
            {hasValues(graph) ? (
              <Plot
                {...{ graph: drawn, hidden }}
                onCursor={(at) => {
                  cursor.value = at;
                }}
              />
            ) : (
              <NoData height={height ?? 200} onBack={() => onZoom?.(undefined)} />
            )}
          </div>
          {legend !== 'hidden' && graph.series.length > 0 && (
            <Legend {...{ graph: drawn, cursor, hidden }} onToggle={toggle} />
          )}
        </div>
      )}
    </figure>
  );
}

function hasValues({ series }: GraphProps): boolean {
  return series.some(({ values }) => values.some((value) => value !== null && value !== undefined));
}

function toggled(hidden: ReadonlySet<string>, label: string): ReadonlySet<string> {
  return new Set(
    hidden.has(label) ? [...hidden].filter((one) => one !== label) : [...hidden, label],
  );
}

interface CursorTimeProps {
  readonly times: readonly number[];
  readonly cursor: ReadonlySignal<number | null>;
}

function CursorTime({ times, cursor }: CursorTimeProps) {
  const time = cursor.value === null ? undefined : times[cursor.value];
  return <span class="graph-value">{time !== undefined && formatTime(time)}</span>;
}
