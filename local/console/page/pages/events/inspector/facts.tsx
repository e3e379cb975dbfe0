import { printable } from '../../../../../../client/terminal/printable.ts';
import type { WebhookRow } from '../../../../server/feed/webhook-row.ts';
import { OutcomeBadge } from '../../../parts/outcome-badge.tsx';
import { msText } from '../../../parts/short-text.ts';
import { exactText, zoned } from '../../../parts/time-text.ts';

interface Props {
  readonly row: WebhookRow;
  readonly explanation?: string | undefined;
}

/** What the list says of it, whole. */
export function Facts({ row, explanation }: Props) {
  const { at, outcome, source, deliveryId, key, latencyMs, status, why, traceId } = row;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Source', source],
    ['Received', zoned(exactText(at))],
    ['Delivery id', deliveryId],
    ['Request', key],
    ['Trace', traceId],
    ['Answered', status === undefined ? undefined : String(status)],
    ['Latency', msText(latencyMs)],
  ];
  return (
    <>
      <p class="inspector-outcome">
        <OutcomeBadge outcome={outcome} />
        {why !== undefined && <span class="isolated">: {printable(why)}</span>}
      </p>
      {explanation !== undefined && <p>Likely: {explanation}.</p>}
      <dl class="inspector-facts">
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd class="mono isolated">{printable(value)}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}
