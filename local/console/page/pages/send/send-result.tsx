import type { SentOne } from '../../../../../client/send/send-one.ts';
import type { Became as End } from '../../../../../client/send/what-became.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import type { SendAnswer } from '../../../server/endpoints/send-webhooks.ts';
import { DeliveryLink } from '../../parts/delivery-link.tsx';

/** How it was answered, and what became of it. */
export function SendResult({ answer }: { readonly answer: SendAnswer }) {
  if (answer.kind === 'many') return <Many {...answer} />;
  const { sent } = answer;
  return (
    <>
      <Answered sent={sent} />
      {answer.kind === 'bad' && (
        <p class={answer.isAsExpected ? 'of-processed' : 'of-alarm'}>
          {answer.isAsExpected ? '✓ Refused, as it has to be.' : '✕ It was to be refused for that.'}
        </p>
      )}
      {sent.became && <Became became={sent.became} />}
    </>
  );
}

function Answered({ sent }: { readonly sent: SentOne }) {
  const { source, type, bytes, answer, handshake } = sent;
  const { status, milliseconds } = answer;
  const isAccepted = status >= 200 && status < 300;
  return (
    <>
      <p class={isAccepted ? 'of-processed' : 'of-warning'}>
        <strong>
          {isAccepted ? '✓' : '▲'} {status} after {milliseconds} ms
        </strong>
      </p>
      <p class="isolated">
        {source}
        {type !== undefined && `, ${printable(type)}`}, {bytes.toLocaleString('en-US')} bytes
        {handshake !== undefined && `: answered as the handshake ${handshake}`}
      </p>
      <Said sent={sent} />
    </>
  );
}

function Said({ sent: { answer, deliveryId, explanation } }: { readonly sent: SentOne }) {
  const { reason, detail, trackingId, text } = answer;
  return (
    <>
      {reason !== undefined && (
        <p class="isolated">
          {reason}: {printable(detail ?? '')}
        </p>
      )}
      {explanation !== undefined && <p>Likely: {explanation}.</p>}
      {deliveryId !== undefined && (
        <p>
          <DeliveryLink id={deliveryId} />
        </p>
      )}
      {trackingId !== undefined && (
        <p>
          <a href={`/events/${encodeURIComponent(trackingId)}`}>Open the refused request</a>
        </p>
      )}
      {text !== undefined && <pre class="isolated">{printable(text)}</pre>}
    </>
  );
}

function Became({ became }: { readonly became: End }) {
  const { end, deliveries, reasons = [], error, reason } = became;
  const why = [reason, error].filter((part) => part !== undefined).join(': ');
  return (
    <>
      <p class="isolated">
        It is <strong>{end}</strong>
        {why !== '' && `: ${printable(why)}`}.
      </p>
      <ul class="plain">
        {deliveries.map(({ destination, state, seconds, route }) => (
          <li key={destination}>
            {destination}: {state}
            {seconds !== undefined && ` after ${seconds.toFixed(1)} s`}
            {route !== undefined && `, route ${route}`}
          </li>
        ))}
        {reasons.map((one) => (
          <li key={one.route} class="isolated">
            {one.route}: {printable(one.why)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Many({ sent, asked }: Extract<SendAnswer, { kind: 'many' }>) {
  return (
    <>
      <p>
        <strong>
          {sent.accepted} of {asked}
        </strong>{' '}
        were accepted.
      </p>
      <ul class="plain">
        {Object.entries(sent.answers).map(([status, times]) => (
          <li key={status}>
            {status}: {times}
          </li>
        ))}
      </ul>
      <p>
        <a href="/events">See them come</a>
      </p>
    </>
  );
}
