import { chooseTimeZone, ownZone, timeZone } from '../state/time-zone.ts';
import './zone-switch.css';

const zones = [
  ['utc', 'UTC', 'as in the logs'],
  ['local', 'Local', ownZone],
] as const;

/** In which zone all times are shown. */
export function ZoneSwitch() {
  return (
    <fieldset class="row zone-switch">
      <legend>Times</legend>
      {zones.map(([zone, name, title]) => (
        <button
          type="button"
          key={zone}
          title={title}
          aria-pressed={timeZone.value === zone}
          onClick={() => chooseTimeZone(zone)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
