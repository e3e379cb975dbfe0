import { useMemo } from 'preact/hooks';
import type { AlarmCondition } from '../../../../../client/alarms/alarm-condition.ts';
import type { AlarmPast } from '../../../server/endpoints/read-alarm-history.ts';
import type { AlarmGraph, AlarmMetrics } from '../../../server/endpoints/read-alarm-metrics.ts';
import { Graph } from '../../charts/graph.tsx';
import type { GraphLine, GraphMark, GraphProps } from '../../charts/graph-props.ts';
import { toColumns } from '../../charts/to-columns.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { durationText } from '../../parts/since-text.ts';
import type { Loaded } from '../../state/use-call.ts';
import { chooseFixed, endFixed } from '../dashboards/time-range.ts';

interface Props {
  readonly metrics: Loaded<AlarmMetrics>;
  readonly past: AlarmPast | undefined;
}

/** What the alarm measures, with its threshold and the times that it was on. */
export function AlarmGraphs({ metrics, past }: Props) {
  return (
    <LoadState of={metrics}>
      {({ graphs, range }) =>
        graphs.map((graph) => (
          <section key={graph.name} class="panel">
            <One {...{ graph, range, past }} />
          </section>
        ))
      }
    </LoadState>
  );
}

interface OneProps extends Pick<Props, 'past'>, Pick<AlarmMetrics, 'range'> {
  readonly graph: AlarmGraph;
}

function One({ graph, range, past }: OneProps) {
  const props = useMemo(() => toGraph(graph, range, past), [graph, range, past]);
  const { condition, data } = graph;
  if (data.error !== undefined) return <p>CloudWatch refuses it: {data.error}</p>;
  return (
    <>
      <Graph {...props} />
      {condition && <p class="quiet">{conditionText(condition)}</p>}
    </>
  );
}

function toGraph(
  { name, rows, data, condition }: AlarmGraph,
  { from, to }: AlarmMetrics['range'],
  past: AlarmPast | undefined,
): GraphProps {
  return {
    title: name,
    ...toColumns({ rows }, data),
    lines: condition === undefined ? [] : [lineOf(condition)],
    marks: past === undefined ? [] : marksOf(past),
    ...{ from: from / 1000, to: to / 1000, height: 180 },
    onZoom: (chosen) => (chosen === undefined ? endFixed() : chooseFixed(chosen)),
  };
}

function lineOf({ operator, threshold }: AlarmCondition): GraphLine {
  return {
    at: threshold,
    label: `fires at ${operator} ${threshold.toLocaleString('en')}`,
    colour: 'var(--alarm)',
  };
}

/** A band for each time that it was on. */
function marksOf({ spans }: AlarmPast): readonly GraphMark[] {
  return spans
    .filter(({ state }) => state === 'ALARM')
    .map(({ from, to }) => ({
      ...{ at: from / 1000, to: to / 1000, label: 'ALARM', colour: 'var(--alarm)' },
    }));
}

const withoutData: Readonly<Record<string, string>> = {
  notBreaching: 'no data is good',
  breaching: 'no data is bad',
  ignore: 'no data changes nothing',
  missing: 'without data it has no verdict',
};

function conditionText(condition: AlarmCondition): string {
  const { operator, threshold, datapoints, periods, periodSeconds, missing } = condition;
  const period = durationText(periodSeconds * 1000);
  const times =
    periods === 1
      ? `in one period of ${period}`
      : `in ${datapoints} of ${periods} periods of ${period}`;
  return `Fires at ${operator} ${threshold.toLocaleString('en')}, ${times}; ${withoutData[missing] ?? missing}.`;
}
