import type { JourneyEvent, PassRecord } from '../../../../../../client/journey/journey.ts';
import { printable } from '../../../../../../client/terminal/printable.ts';
import type { WebhookStory } from '../../../../server/endpoints/read-webhook.ts';
import { ColumnHeads } from '../../../parts/column-heads.tsx';
import { msText } from '../../../parts/short-text.ts';
import { timeText, zoned } from '../../../parts/time-text.ts';
import { zoneName } from '../../../state/time-zone.ts';
import { PartHeading } from './part-heading.tsx';

const told: ReadonlySet<string> = new Set(['attempt', 'delivered', 'dead-lettered']);

/** What each destination answered, and how it stands there now. */
export function AttemptsTab({ story: { journey } }: { readonly story: WebhookStory }) {
  const attempts = (journey?.events ?? []).filter(({ event }) => told.has(event));
  const deliveries = journey?.deliveries ?? [];
  if (attempts.length + deliveries.length === 0) return <p>No destination was tried.</p>;
  return (
    <>
      {attempts.length > 0 && (
        <table>
          <caption class="hidden-text">Attempts in the order of time</caption>
          <ColumnHeads of={[`Time (${zoneName.value})`, 'Destination', 'Answer', 'Took']} />
          <tbody>
            {attempts.map((attempt, index) => (
              <Attempt key={`${index} ${attempt.at}`} attempt={attempt} />
            ))}
          </tbody>
        </table>
      )}
      <PartHeading>Now</PartHeading>
      {deliveries.length === 0 && <p>The table of deliveries knows nothing of it.</p>}
      <ul class="plain">
        {deliveries.map((record) => (
          <li key={`${record.destination} ${record.nonce}`}>
            <Standing record={record} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Attempt({ attempt }: { readonly attempt: JourneyEvent }) {
  const { at, destination, event, status, error, reason, ms } = attempt;
  const isRefused = status !== undefined && (status < 200 || status >= 300);
  const isBad = isRefused || error !== undefined || event === 'dead-lettered';
  const texts = [event === 'attempt' ? undefined : event, status, error, reason];
  const text = texts.filter((part) => part !== undefined).join(', ');
  return (
    <tr>
      <td class="mono">{timeText(at)}</td>
      <td>{destination}</td>
      <td class={`isolated ${isBad ? 'of-alarm' : 'of-processed'}`}>
        <span aria-hidden="true">{isBad ? '✕' : '✓'}</span> {printable(text) || 'accepted'}
      </td>
      <td class="mono">{msText(ms)}</td>
    </tr>
  );
}

function Standing({ record }: { readonly record: PassRecord }) {
  const { destination, state, nonce, settledAt, attempts, lastError, lastFailedAt, reason } =
    record;
  const when = settledAt ?? lastFailedAt;
  const texts = [
    nonce === undefined ? undefined : `sent again as ${nonce}`,
    when === undefined ? undefined : zoned(timeText(when)),
    attempts === 0 ? undefined : `${attempts} failed ${attempts === 1 ? 'attempt' : 'attempts'}`,
    reason,
    state === 'failed' ? lastError : undefined,
  ];
  return (
    <span class="isolated">
      <strong>{destination}</strong>: {state}
      {texts.filter((text) => text !== undefined).map((text) => `, ${printable(text)}`)}
    </span>
  );
}
