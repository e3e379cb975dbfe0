import type { CurrentAlarm } from '../../../../../client/alarms/current-alarm.ts';
import type { Trouble } from '../../../../../client/alarms/read-trouble.ts';
import { AlarmState, urgencyOf } from '../../parts/alarm-state.tsx';
import { ColumnHeads } from '../../parts/column-heads.tsx';
import { LoadState } from '../../parts/load-state.tsx';
import { durationText } from '../../parts/since-text.ts';
import { dateText, zoned } from '../../parts/time-text.ts';
import { query, setQuery } from '../../state/location.ts';
import { useCall } from '../../state/use-call.ts';

const severities = { P: 'wakes somebody', T: 'waits for the morning' } as const;

export function AlarmsList() {
  const trouble = useCall<Trouble>('/api/alarms', 5_000);
  return (
    <>
      <h1>Alarms</h1>
      <LoadState of={trouble}>
        {(known) => (
          <>
            {trouble.error && <p class="quiet">This was shown at {zoned(dateText(known.at))}.</p>}
            <Summary trouble={known} />
            <Filter />
            <Rows trouble={known} />
          </>
        )}
      </LoadState>
    </>
  );
}

function Summary({ trouble }: { readonly trouble: Trouble }) {
  const { on, watching, blind, maintenance, notKnown } = trouble;
  const [first] = on;
  return (
    <section aria-label="Summary">
      <p role="status">
        {first === undefined ? (
          `No alarm is on, of ${watching} that watch.`
        ) : (
          <>
            Open first: <a href={`/alarms/${first.first.name}`}>{first.first.name}</a>
            {first.siblings.length > 0 &&
              `. Mostly for the same cause: ${first.siblings.map(({ name }) => name).join(', ')}.`}
          </>
        )}
      </p>
      {blind.length > 0 && (
        <p class="of-filtered">
          ⊘ {blind.length} had no data for long, and watch nothing:{' '}
          {blind.map(({ name }) => name).join(', ')}.
        </p>
      )}
      {maintenance?.status === 'ACTIVE' && (
        <p class="of-warning">
          ▲ Maintenance is on: {maintenance.muted.length} alarms tell nobody.
        </p>
      )}
      {notKnown.map((text) => (
        <p key={text} class="of-warning lines">
          ▲ {text}
        </p>
      ))}
    </section>
  );
}

const states = [
  ['', 'All'],
  ['ALARM', 'On'],
  ['INSUFFICIENT_DATA', 'No data'],
  ['OK', 'OK'],
] as const;

function Filter() {
  const wanted = query.value.get('state') ?? '';
  const text = query.value.get('q') ?? '';
  return (
    <search class="row alarms-filter">
      <label>
        <span class="hidden-text">Search alarms</span>
        <input
          type="search"
          placeholder="Search"
          value={text}
          onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
        />
      </label>
      <fieldset class="row">
        <legend class="hidden-text">State</legend>
        {states.map(([state, word]) => (
          <button
            type="button"
            key={state}
            aria-pressed={wanted === state}
            onClick={() => setQuery({ state })}
          >
            {word}
          </button>
        ))}
      </fieldset>
    </search>
  );
}

function Rows({ trouble: { alarms, at } }: { readonly trouble: Trouble }) {
  const shown = inOrder(alarms).filter(isWanted);
  if (shown.length === 0) {
    return (
      <p>
        0 of {alarms.length} alarms ·{' '}
        <button type="button" onClick={() => setQuery({ q: undefined, state: undefined })}>
          Clear filters
        </button>
      </p>
    );
  }
  return (
    <div class="panel">
      <table class="alarms-table">
        <ColumnHeads of={['State', 'Alarm', 'Since', 'Severity']} />
        <tbody>
          {shown.map((alarm) => (
            <Row key={alarm.name} alarm={alarm} at={Date.parse(at)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ alarm, at }: { readonly alarm: CurrentAlarm; readonly at: number }) {
  const { name, state, since, severity, meaning, reason, isMuted } = alarm;
  return (
    <tr>
      <td>
        <AlarmState state={state} />
      </td>
      <th scope="row">
        <a href={`/alarms/${encodeURIComponent(name)}`}>{name}</a>
        <p class="isolated">{state === 'ALARM' ? reason : meaning}</p>
        {isMuted && <p class="of-warning">▲ muted: it tells nobody</p>}
      </th>
      <td class="alarms-since">
        {since === undefined ? (
          '–'
        ) : (
          <time dateTime={since} title={zoned(dateText(since))}>
            {durationText(at - Date.parse(since))}
          </time>
        )}
      </td>
      <td>{severity === undefined ? '–' : `${severity}: ${severities[severity]}`}</td>
    </tr>
  );
}

/** What is on first, and what is new first among them. */
function inOrder(alarms: readonly CurrentAlarm[]): readonly CurrentAlarm[] {
  return alarms.toSorted(
    (a, b) =>
      urgencyOf(a.state) - urgencyOf(b.state) ||
      (a.state === 'OK' ? 0 : (b.since ?? '').localeCompare(a.since ?? '')) ||
      a.name.localeCompare(b.name),
  );
}

function isWanted({ name, meaning, state }: CurrentAlarm): boolean {
  const [wanted, text] = [query.value.get('state'), query.value.get('q')?.toLowerCase() ?? ''];
  return (!wanted || state === wanted) && `${name} ${meaning}`.toLowerCase().includes(text);
}
