import { printable } from '../../../../../../client/terminal/printable.ts';
import type { WebhookStory } from '../../../../server/endpoints/read-webhook.ts';
import { msText } from '../../../parts/short-text.ts';
import { Looked } from './journey-tab.tsx';
import { PartHeading } from './part-heading.tsx';
import { type TraceBar, type TraceLane, traceLanes } from './trace-bars.ts';

/** The traces as a waterfall. */
export function TraceTab({ story: { traces, looked } }: { readonly story: WebhookStory }) {
  const lanes = traceLanes(traces).filter(({ bars }) => bars.length > 0);
  const xray = looked.filter(({ place }) => place === 'X-Ray');
  return (
    <>
      {lanes.length === 0 && (
        <NoTrace hasFailed={xray.some(({ failed }) => failed !== undefined)} />
      )}
      {lanes.map((lane) => (
        <Waterfall key={lane.traceId} lane={lane} />
      ))}
      {xray.length > 0 && <Looked looked={xray} />}
    </>
  );
}

function NoTrace({ hasFailed }: { readonly hasFailed: boolean }) {
  if (hasFailed) return <p>The trace can’t be read.</p>;
  return (
    <p>
      No trace of it was recorded: it was sampled out. A stage records some requests a second and a
      part of the others (docs/observing.md).
    </p>
  );
}

function Waterfall({ lane: { traceId, bars } }: { readonly lane: TraceLane }) {
  return (
    <section>
      <PartHeading>
        Trace <span class="mono">{traceId}</span>
      </PartHeading>
      <ol class="waterfall" aria-label={`Spans of ${traceId}`}>
        {bars.map((bar, index) => (
          <Bar key={`${index} ${bar.span.name}`} bar={bar} />
        ))}
      </ol>
    </section>
  );
}

function Bar({ bar: { span, sinceMs, left, width } }: { readonly bar: TraceBar }) {
  const { name, depth, ms, operation, destination, status, isFailed } = span;
  const what = [name, operation, destination, status].filter((one) => one !== undefined);
  return (
    <li class={isFailed ? 'is-bad' : ''}>
      <span class="waterfall-name isolated" style={{ paddingLeft: `${Math.min(depth, 8) * 12}px` }}>
        {printable(what.join(' '))}
        {isFailed && ' ✕ failed'}
      </span>
      <span class="mono waterfall-ms" title={`begins after ${msText(sinceMs)}`}>
        {msText(ms)}
      </span>
      <span class="lane-axis" aria-hidden="true">
        <span style={{ left: `${left}%`, width: `${width}%` }} />
      </span>
    </li>
  );
}
