import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { WindowedList } from '../parts/windowed-list.tsx';
import { currentRows, version } from '../state/rows.ts';
import './events.css';

export function EventsPage() {
  version.value;
  const rows = currentRows().toReversed();
  return (
    <>
      <h1>Events</h1>
      <div class="panel events-list">
        <WindowedList items={rows} keyOf={({ key }) => key} rowHeight={32} label="Webhooks">
          {({ at, source, type, outcome, latencyMs, deliveryId }) => (
            <div class="events-row">
              <span class="mono">{new Date(at).toISOString().slice(11, 23)}</span>
              <OutcomeBadge outcome={outcome} />
              <span>{source}</span>
              <span>{type}</span>
              <span class="mono">{deliveryId}</span>
              <span class="mono">
                {latencyMs === undefined ? '' : `${Math.round(latencyMs)} ms`}
              </span>
            </div>
          )}
        </WindowedList>
      </div>
    </>
  );
}
