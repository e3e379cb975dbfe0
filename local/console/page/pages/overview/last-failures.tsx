import { printable } from '../../../../../client/terminal/printable.ts';
import type { Outcome, WebhookRow } from '../../../server/feed/webhook-row.ts';
import { OutcomeBadge } from '../../parts/outcome-badge.tsx';
import { timeText } from '../../parts/time-text.ts';
import { connection, currentRows, isReadingBefore, version } from '../../state/rows.ts';

const failures: ReadonlySet<Outcome> = new Set([
  ...(['dead-lettered', 'rejected', 'retrying', 'resting'] as const),
]);
const most = 8;

/** Of the webhooks that the list has. */
export function LastFailures() {
  version.value;
  const rows = currentRows();
  const isLoading = connection.value.state === 'connecting' || isReadingBefore.value;
  if (isLoading && rows.length === 0) return <p class="skeleton" aria-busy="true" />;
  const failed = lastOf(rows);
  if (rows.length === 0) {
    return (
      <p>
        No webhook has come in the last 15 minutes. <a href="/send">Send one</a>
      </p>
    );
  }
  if (failed.length === 0) return <p>None of the last {rows.length.toLocaleString('en-US')}.</p>;
  return (
    <ul class="plain">
      {failed.map((row) => (
        <Failure key={row.key} row={row} />
      ))}
    </ul>
  );
}

function lastOf(rows: readonly WebhookRow[]): readonly WebhookRow[] {
  const found: WebhookRow[] = [];
  for (let index = rows.length - 1; index >= 0 && found.length < most; index -= 1) {
    const row = rows[index];
    if (row !== undefined && failures.has(row.outcome)) found.push(row);
  }
  return found;
}

function Failure({ row: { key, at, outcome, source, type, why } }: { readonly row: WebhookRow }) {
  return (
    <li class="overview-failure">
      <a href={`/events/${encodeURIComponent(key)}`}>
        <time class="mono" dateTime={new Date(at).toISOString()}>
          {timeText(at)}
        </time>
      </a>
      <OutcomeBadge outcome={outcome} />
      <span class="isolated">
        {printable([source, type].filter(Boolean).join(' '))}
        {why !== undefined && `: ${printable(why)}`}
      </span>
    </li>
  );
}
