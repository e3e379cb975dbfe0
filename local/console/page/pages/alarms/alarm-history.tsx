import type { AlarmCondition } from '../../../../../client/alarms/alarm-condition.ts';
import type { StateChange } from '../../../../../client/alarms/read-state-changes.ts';
import type { StateSpan } from '../../../../../client/alarms/state-spans.ts';
import type { AlarmPast } from '../../../server/endpoints/read-alarm-history.ts';
import { AlarmState, alarmLook } from '../../parts/alarm-state.tsx';
import { LoadState } from '../../parts/load-state.tsx';
import { durationText } from '../../parts/since-text.ts';
import { dateText, zoned } from '../../parts/time-text.ts';
import type { Loaded } from '../../state/use-call.ts';

interface Props {
  readonly past: Loaded<AlarmPast>;
  readonly condition: AlarmCondition | undefined;
}

/** What the alarm went through: on a line of time, and in words. */
export function AlarmHistory({ past, condition }: Props) {
  return (
    <section class="panel">
      <h2>What it went through</h2>
      <LoadState of={past}>
        {({ spans, range, changes }) => (
          <>
            <TimeLine {...{ spans, range }} />
            {changes.length === 0 ? (
              <p class="quiet">Its state did not change in this time.</p>
            ) : (
              <ol class="plain alarm-changes">
                {changes.map((change) => (
                  <Change key={change.at} {...{ change, condition }} />
                ))}
              </ol>
            )}
          </>
        )}
      </LoadState>
    </section>
  );
}

function TimeLine({ spans, range }: Pick<AlarmPast, 'spans' | 'range'>) {
  return (
    <div class="alarm-line" role="img" aria-label={spans.map(spanText).join('; ')}>
      {spans.map((span) => (
        <span
          key={span.from}
          class={`is-${alarmLook(span.state).colour}`}
          title={spanText(span)}
          style={{ flexGrow: String((span.to - span.from) / (range.to - range.from)) }}
        />
      ))}
    </div>
  );
}

function spanText({ state, from, to }: StateSpan): string {
  return `${alarmLook(state).word} for ${durationText(to - from)}, from ${zoned(dateText(from))}`;
}

interface ChangeProps extends Pick<Props, 'condition'> {
  readonly change: StateChange;
}

function Change({ change: { at, to, reason, value }, condition }: ChangeProps) {
  const measured =
    to === 'ALARM' && value !== undefined && condition !== undefined
      ? `It measured ${shown(value)}; it fires at ${condition.operator} ${shown(condition.threshold)}.`
      : undefined;
  return (
    <li>
      <time class="mono" dateTime={new Date(at).toISOString()}>
        {zoned(dateText(at))}
      </time>{' '}
      <AlarmState state={to} />
      <p class="isolated">{measured ?? reason}</p>
    </li>
  );
}

function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}
