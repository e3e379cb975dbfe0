import type { AlarmStatus } from '../../../../../client/status/read-alarms.ts';
import { dateText, zoned } from '../../parts/time-text.ts';

/** Those that are on, the newest first; of the others how many there are. */
export function FiringAlarms({ alarms }: { readonly alarms: readonly AlarmStatus[] }) {
  const on = alarms
    .filter(({ state }) => state === 'ALARM')
    .toSorted((a, b) => Date.parse(b.since ?? '') - Date.parse(a.since ?? ''));
  const count = (wanted: string) => alarms.filter(({ state }) => state === wanted).length;
  return (
    <section class="panel">
      <h2>Alarms</h2>
      <ul class="plain">
        {on.map(({ name, reason, since }) => (
          <li key={name} class="overview-alarm">
            <a class="of-alarm" href={`/alarms/${encodeURIComponent(name)}`}>
              <span aria-hidden="true">✕</span> {name}
            </a>
            {since !== undefined && <span class="quiet"> since {zoned(dateText(since))}</span>}
            <p class="isolated">{reason}</p>
          </li>
        ))}
      </ul>
      <p>
        {on.length === 0 && alarms.length > 0 && 'No alarm is on. '}
        <a href="/alarms">
          {count('OK')} OK, {count('INSUFFICIENT_DATA')} without data
        </a>
      </p>
    </section>
  );
}
