import type { ReadonlySignal } from '@preact/signals';
import { formatValue } from './format-value.ts';
import type { GraphProps, GraphSeries } from './graph-props.ts';
import { latestValue } from './latest-value.ts';
import { seriesLook } from './series-look.ts';

interface Props {
  readonly graph: GraphProps;
  /** Where the cursor is; else the last value is said. */
  readonly cursor: ReadonlySignal<number | null>;
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (label: string) => void;
}

/** Names the lines, with their last values or those under the cursor. A click takes one out of the graph. */
export function Legend({ graph, cursor, hidden, onToggle }: Props) {
  const at = cursor.value;
  return (
    <ul class="graph-legend">
      {graph.series.map((one, index) => (
        <li key={`${index}${one.label}`}>
          <button
            type="button"
            aria-pressed={!hidden.has(one.label)}
            title={`${one.label}: show or hide`}
            onClick={() => onToggle(one.label)}
          >
            <Swatch index={index} colour={one.colour} />
            <span class="graph-label">{one.label}</span>
            <span class="graph-value">
              {formatValue(at === null ? latestValue(one) : one.values[at], unitOf(graph, one))}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function Swatch(props: { readonly index: number; readonly colour?: string | undefined }) {
  const { colour, dash } = seriesLook(props.index, props.colour);
  return (
    <svg class="graph-swatch" viewBox="0 0 20 8" aria-hidden="true">
      <line
        {...{ x1: 0, x2: 20, y1: 4, y2: 4 }}
        stroke-dasharray={dash.join(' ')}
        style={{ stroke: colour, strokeWidth: '2.5' }}
      />
    </svg>
  );
}

export function unitOf(graph: GraphProps, { axis = 'left' }: GraphSeries): string | undefined {
  return graph[axis]?.unit;
}
