import { describeEvent } from '../../../../../../client/journey/describe-event.ts';
import type { EventKind, Look } from '../../../../../../client/journey/journey.ts';
import { printable } from '../../../../../../client/terminal/printable.ts';
import type { WebhookStory } from '../../../../server/endpoints/read-webhook.ts';
import { msText } from '../../../parts/short-text.ts';
import { timeText, zoned } from '../../../parts/time-text.ts';
import { type LaneStep, laneOf } from './journey-lane.ts';

export function JourneyTab({ story: { row, journey, looked } }: { readonly story: WebhookStory }) {
  if (journey === undefined || journey.events.length === 0) {
    const isStored = row.deliveryId !== undefined;
    return (
      <p>
        {isStored
          ? 'The logs tell no step of it yet.'
          : `It was ${row.outcome} at once, and went no further.`}
      </p>
    );
  }
  return (
    <>
      <ol class="lane" aria-label="Its way">
        {laneOf(journey.events).map((step, index) => (
          <Step key={`${index} ${step.event.event}`} step={step} />
        ))}
      </ol>
      {journey.letters !== undefined && journey.letters > 0 && (
        <p>
          <a href="/dead-letters">
            {journey.letters} {journey.letters === 1 ? 'dead letter' : 'dead letters'} of it in the
            queue
          </a>
        </p>
      )}
      <Looked looked={looked} />
    </>
  );
}

const bad: ReadonlySet<EventKind> = new Set(['failed', 'put-back', 'parked', 'dead-lettered']);
const good: ReadonlySet<EventKind> = new Set(['processed', 'delivered']);

function Step({ step }: { readonly step: LaneStep }) {
  const { event, sinceMs, tookMs, waitedMs, left, width } = step;
  const kind = bad.has(event.event) ? 'is-bad' : good.has(event.event) ? 'is-good' : '';
  return (
    <>
      {waitedMs > 0 && <li class="lane-wait quiet">waited {msText(waitedMs)}</li>}
      <li class={`lane-step ${kind}`}>
        <time class="mono" dateTime={event.at} title={zoned(timeText(event.at))}>
          +{msText(sinceMs)}
        </time>
        <span class="lane-what">
          <strong>{event.event}</strong>{' '}
          <span class="isolated">{printable(describeEvent(event))}</span>
          {tookMs !== undefined && event.event !== 'attempt' && (
            <span class="quiet"> {msText(tookMs)}</span>
          )}
        </span>
        <span class="lane-axis" aria-hidden="true">
          <span style={{ left: `${left}%`, width: `${width}%` }} />
        </span>
      </li>
    </>
  );
}

/** Where was looked, so that what is missing can be judged. */
export function Looked({ looked }: { readonly looked: readonly Look[] }) {
  const texts = looked.map(({ place, found, failed, note }) => {
    const said = failed === undefined ? `${found}` : `not read, ${failed}`;
    return `${place} (${note === undefined ? said : `${said}, ${note}`})`;
  });
  return <p class="quiet isolated">Looked at: {printable(texts.join('; '))}.</p>;
}
