import { useRef } from 'preact/hooks';
import type { Dashboard } from '../../../../../client/dashboards/read-dashboard.ts';
import type { WidgetData } from '../../../../../client/dashboards/read-widget-data.ts';
import type { Widget } from '../../../../../client/dashboards/widget.ts';
import type { DashboardAlarms } from '../../../server/endpoints/read-dashboard-alarms.ts';
import type { DashboardMetrics } from '../../../server/endpoints/read-dashboard-metrics.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { session } from '../../state/session.ts';
import { type Loaded, useCall } from '../../state/use-call.ts';
import { AlarmBox } from './alarm-box.tsx';
import { LogBox } from './log-box.tsx';
import { MetricBox } from './metric-box.tsx';
import { TextBox } from './text-box.tsx';
import { rangeQuery, refreshEvery, timeRange } from './time-range.ts';

/** What looks back over days changes slowly. */
const slowMs = 300_000;

/** All widgets of a dashboard where they were deployed; on a narrow screen below each other. */
export function DashboardGrid({ dashboard }: { readonly dashboard: Dashboard }) {
  const at = `/api/dashboards/${encodeURIComponent(dashboard.name)}`;
  const range = timeRange();
  const everyMs = refreshEvery(range, session.value?.isEmbedded ?? false);
  const metrics = useCall<DashboardMetrics>(`${at}/metrics?${rangeQuery(range)}`, everyMs);
  const own = useCall<DashboardMetrics>(`${at}/metrics?of=own`, slowMs);
  const alarms = useCall<DashboardAlarms>(`${at}/alarms`, everyMs ?? slowMs);
  const [shown, shownOwn] = [useLast(metrics), useLast(own)];
  const inOrder = dashboard.widgets.toSorted((a, b) => a.y - b.y || a.x - b.x);
  return (
    <>
      {[metrics, own, alarms].map(
        (call, at) =>
          call.error && (
            <LoadState key={at} of={{ ...call, value: null }}>
              {() => null}
            </LoadState>
          ),
      )}
      <div class="dashboard-grid">
        {inOrder.map((widget) => (
          <section
            key={widget.index}
            class={`widget is-${widget.kind}${isBare(widget) ? ' is-bare' : ''}`}
            aria-label={widget.title ?? `Widget ${widget.index + 1}`}
            style={{
              '--x': String(widget.x + 1),
              '--y': String(widget.y + 1),
              '--width': String(widget.width),
              '--height': String(widget.height),
            }}
          >
            <WidgetBody
              {...{ widget, dashboard: dashboard.name, alarms: alarms.value }}
              hasFailed={metrics.error !== undefined}
              data={shown?.widgets[widget.index] ?? shownOwn?.widgets[widget.index]}
            />
          </section>
        ))}
      </div>
    </>
  );
}

/** While another time is read, the one before stays. */
function useLast<T>({ value }: Loaded<T>): T | undefined {
  const last = useRef<T>(undefined);
  if (value !== undefined) last.current = value;
  return last.current;
}

interface BodyProps {
  readonly widget: Widget;
  readonly dashboard: string;
  readonly data: WidgetData | undefined;
  readonly hasFailed: boolean;
  readonly alarms: DashboardAlarms | undefined;
}

function WidgetBody({ widget, dashboard, data, hasFailed, alarms }: BodyProps) {
  if (widget.kind === 'metric') return <MetricBox {...{ widget, data, hasFailed }} />;
  if (widget.kind === 'log') return <LogBox {...{ widget, dashboard }} />;
  if (widget.kind === 'alarm') return <AlarmBox widget={widget} states={alarms?.alarms ?? []} />;
  if (widget.kind === 'text') return <TextBox widget={widget} />;
  return (
    <>
      <h3>{widget.title}</h3>
      <p class="undrawn">{widget.why}</p>
    </>
  );
}

function isBare(widget: Widget): boolean {
  return widget.kind === 'text' && widget.isTransparent;
}
