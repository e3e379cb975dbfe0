import type { AlarmState } from '../../../../../client/dashboards/read-alarm-states.ts';
import type { AlarmWidget, Place } from '../../../../../client/dashboards/widget.ts';
import { session } from '../../state/session.ts';

interface Props {
  readonly widget: Place & AlarmWidget;
  readonly states: readonly AlarmState[];
}

const looks = {
  ALARM: { sign: '✕', colour: 'alarm' },
  INSUFFICIENT_DATA: { sign: '⊘', colour: 'filtered' },
  OK: { sign: '✓', colour: 'processed' },
} as const;
const order = Object.keys(looks);

/** The alarms of a widget: those that fire first, each with the sign of its state. */
export function AlarmBox({ widget, states }: Props) {
  const names = widget.alarms.map((arn) => arn.split(':').slice(6).join(':'));
  const known = new Map(states.map((state) => [state.name, state]));
  const shown = names
    .map((name) => known.get(name) ?? { name, state: undefined, updatedAt: 0 })
    .filter(({ state }) => widget.states.length === 0 || (state && widget.states.includes(state)))
    .toSorted((one, other) =>
      widget.sortBy === 'default'
        ? rank(one.state) - rank(other.state)
        : other.updatedAt - one.updatedAt,
    );
  return (
    <>
      <h3>{widget.title ?? 'Alarms'}</h3>
      <ul class="alarm-states">
        {shown.map(({ name, state }) => (
          <li key={name}>
            <AlarmLink {...{ name, state }} />
          </li>
        ))}
      </ul>
    </>
  );
}

function AlarmLink({
  name,
  state,
}: {
  readonly name: string;
  readonly state: AlarmState['state'] | undefined;
}) {
  const { sign, colour } = state === undefined ? { sign: '–', colour: 'filtered' } : looks[state];
  const short = name.replace(`spillway-${session.value?.stage}-`, '');
  const said = state === undefined ? 'not known' : state.toLowerCase().replace('_', ' ');
  return (
    <a href={`/alarms/${encodeURIComponent(short)}`} class={`of-${colour}`}>
      <span aria-hidden="true">{sign}</span> {short} <span class="hidden-text">({said})</span>
    </a>
  );
}

function rank(state: string | undefined): number {
  return state === undefined ? order.length : order.indexOf(state);
}
