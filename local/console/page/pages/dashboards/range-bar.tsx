import { useState } from 'preact/hooks';
import { dateText, fieldText } from '../../parts/time-text.ts';
import { momentOf } from '../../parts/wall-clock.ts';
import { timeZone, zoneName } from '../../state/time-zone.ts';
import { chooseFixed, chooseRange, endFixed, ranges, timeRange } from './time-range.ts';

/** Which time the graphs show. */
export function RangeBar() {
  const { range, fixed } = timeRange();
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="range-bar">
      <fieldset class="row">
        <legend class="hidden-text">Time</legend>
        {ranges.map((one) => (
          <button
            type="button"
            key={one}
            aria-pressed={!fixed && range === one}
            onClick={() => chooseRange(one)}
          >
            {one}
          </button>
        ))}
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Custom
        </button>
        {fixed && (
          <>
            <span class="mono">
              {dateText(fixed.from).slice(0, 16)} to {dateText(fixed.to).slice(0, 16)}
            </span>
            <button type="button" onClick={endFixed}>
              Back to {range}
            </button>
          </>
        )}
        <span class="quiet">{zoneName.value}</span>
      </fieldset>
      {isOpen && <CustomRange onDone={() => setOpen(false)} />}
    </div>
  );
}

function CustomRange({ onDone }: { readonly onDone: () => void }) {
  const { fixed } = timeRange();
  const [wrong, setWrong] = useState('');
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const [from, to] = ['from', 'to'].map((name) => secondsOf(String(data.get(name))));
    if (from === undefined || to === undefined || !(from < to)) {
      setWrong('The first time has to be before the second.');
      return;
    }
    chooseFixed([from, to]);
    onDone();
  };
  return (
    <form class="row" onSubmit={apply}>
      <label>
        From ({zoneName.value}){' '}
        <input
          type="datetime-local"
          name="from"
          required
          defaultValue={fixed && fieldText(fixed.from).slice(0, 16)}
        />
      </label>
      <label>
        to{' '}
        <input
          type="datetime-local"
          name="to"
          required
          defaultValue={fixed && fieldText(fixed.to).slice(0, 16)}
        />
      </label>
      <button type="submit" class="primary">
        Show
      </button>
      {wrong && <span role="alert">{wrong}</span>}
    </form>
  );
}

function secondsOf(text: string): number | undefined {
  const moment = momentOf(text, timeZone.value);
  return moment === undefined ? undefined : Date.parse(moment) / 1000;
}
