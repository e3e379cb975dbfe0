import { useEffect, useRef, useState } from 'preact/hooks';
import { outcomes } from '../../../server/feed/webhook-row.ts';
import { useKeys } from '../../parts/keyboard.ts';
import { fieldText } from '../../parts/time-text.ts';
import { momentOf } from '../../parts/wall-clock.ts';
import { setQuery } from '../../state/location.ts';
import { currentRows } from '../../state/rows.ts';
import { timeZone, zoneName } from '../../state/time-zone.ts';
import { BodySearchBar } from './body-search-bar.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { type FilterName, timeOf } from './row-filter.ts';
import { clearFilter, filter, isFiltered, isFollowing, list, setFollowing } from './shown-rows.ts';

export function EventFilters() {
  const search = useRef<HTMLInputElement>(null);
  useKeys({ search: () => search.current?.focus() });
  return (
    <search class="events-filters">
      <input
        type="search"
        ref={search}
        aria-label="Search ids, types, reasons"
        placeholder="Search ids, types, reasons  /"
        value={filter.value.q ?? ''}
        onInput={({ currentTarget: { value } }) => setQuery({ q: value })}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Escape') currentTarget.blur();
        }}
      />
      <Choice name="source" label="Source" of={({ source }) => source} />
      <Choice name="type" label="Type" of={({ type }) => type} />
      <Choice name="outcome" label="Outcome" options={outcomes} />
      <Choice name="destination" label="Destination" of={({ destinations }) => destinations} />
      <details class="events-when" open={(filter.value.from ?? filter.value.to) !== undefined}>
        <summary>Time</summary>
        <Time name="from" label={`From (${zoneName.value})`} />
        <Time name="to" label={`To (${zoneName.value})`} />
      </details>
      <Count />
      <Said />
      <label class="row">
        <input
          type="checkbox"
          checked={isFollowing.value}
          onChange={({ currentTarget: { checked } }) => setFollowing(checked)}
        />
        Follow newest
      </label>
      <BodySearchBar />
      <ReplayBar />
    </search>
  );
}

function Count() {
  const { matching, all } = list.value;
  return (
    <p class="events-count">
      <span data-count="">
        {matching.toLocaleString('en-US')} of {all.toLocaleString('en-US')}
      </span>
      {isFiltered.value && (
        <button type="button" onClick={clearFilter}>
          Clear filters
        </button>
      )}
    </p>
  );
}

const saidEveryMs = 5_000;

/** For who hears the page: not with each webhook. */
function Said() {
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setInterval(() => {
      const { matching, all, waiting } = list.peek();
      setText(`${matching} of ${all} webhooks${waiting > 0 ? `, ${waiting} new` : ''}`);
    }, saidEveryMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="hidden-text" role="status">
      {text}
    </p>
  );
}

type Row = ReturnType<typeof currentRows>[number];

interface ChoiceProps {
  readonly name: FilterName;
  readonly label: string;
  readonly options?: readonly string[];
  /** What a row has of it, where the options are what there is. */
  readonly of?: (row: Row) => string | readonly string[] | undefined;
}

/** What there is to choose from is looked up when somebody is about to choose. */
function Choice({ name, label, options, of }: ChoiceProps) {
  const [found, setFound] = useState<readonly string[]>(options ?? []);
  const look = () => {
    if (of !== undefined) setFound(valuesOf(currentRows(), of));
  };
  const chosen = filter.value[name] ?? '';
  const all = chosen === '' || found.includes(chosen) ? found : [...found, chosen];
  return (
    <label class="events-choice">
      <span class="hidden-text">{label}</span>
      <select
        value={chosen}
        onPointerDown={look}
        onFocus={look}
        onChange={({ currentTarget: { value } }) => setQuery({ [name]: value })}
      >
        <option value="">{label}: any</option>
        {all.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}

const mostOptions = 200;

function valuesOf(rows: readonly Row[], of: NonNullable<ChoiceProps['of']>): readonly string[] {
  const values = new Set<string>();
  for (const row of rows) {
    for (const value of [of(row) ?? []].flat()) values.add(value);
    if (values.size >= mostOptions) break;
  }
  return [...values].sort();
}

function Time({ name, label }: { readonly name: 'from' | 'to'; readonly label: string }) {
  const time = timeOf(filter.value[name] ?? '');
  return (
    <label class="events-time">
      <span>{label}</span>
      <input
        type="datetime-local"
        step="1"
        value={time === undefined ? '' : fieldText(time)}
        onChange={({ currentTarget: { value } }) =>
          setQuery({ [name]: momentOf(value, timeZone.value) })
        }
      />
    </label>
  );
}
