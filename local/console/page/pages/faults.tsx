import type { KnownFault, KnownFaults } from '../../server/endpoints/list-faults.ts';
import { LoadState } from '../parts/load-state.tsx';
import { query, setQuery } from '../state/location.ts';
import { session } from '../state/session.ts';
import { useCall } from '../state/use-call.ts';
import { FaultSwitch } from './faults/fault-switch.tsx';
import './faults.css';

const places: Readonly<Record<string, string>> = {
  destination: 'Destinations',
  queue: 'Intake queue',
  table: 'Table of deliveries',
  store: 'Archive',
  secrets: 'Secrets',
  function: 'Functions',
  schedule: 'Schedules',
  telemetry: 'Telemetry',
};

/** What can go wrong on purpose with the surroundings of the functions. */
export function FaultsPage() {
  const isEmbedded = session.value?.isEmbedded === true;
  return (
    <>
      <h1>Faults</h1>
      {isEmbedded ? (
        <Known />
      ) : (
        <p>
          This is a deployed stage: nothing is broken on purpose there. Faults are of the stage of
          this machine: <code>npm start</code>, and open its console.
        </p>
      )}
    </>
  );
}

function Known() {
  const known = useCall<KnownFaults>('/api/faults/known');
  return (
    <LoadState of={known}>
      {({ faults, destinations }) => (
        <>
          <p>
            <label class="row">
              Search
              <input
                type="search"
                value={query.value.get('q') ?? ''}
                onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
              />
            </label>
          </p>
          <Groups
            faults={faults.filter(isWanted)}
            all={faults.length}
            destinations={destinations}
          />
        </>
      )}
    </LoadState>
  );
}

interface GroupsProps extends KnownFaults {
  readonly all: number;
}

function Groups({ faults, all, destinations }: GroupsProps) {
  if (faults.length === 0) {
    return (
      <p>
        0 of {all} faults ·{' '}
        <button type="button" onClick={() => setQuery({ q: undefined })}>
          Clear search
        </button>
      </p>
    );
  }
  return (
    <>
      {[...Map.groupBy(faults, ({ place }) => place)].map(([place, own]) => (
        <section key={place} class="panel faults">
          <h2>{places[place] ?? place}</h2>
          <ul class="plain">
            {own.map((fault) => (
              <FaultSwitch key={fault.name} {...{ fault, destinations }} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function isWanted({ name, does }: KnownFault): boolean {
  return `${name} ${does}`.toLowerCase().includes((query.value.get('q') ?? '').toLowerCase());
}
