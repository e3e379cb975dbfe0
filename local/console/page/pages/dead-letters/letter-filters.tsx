import { letterClasses } from '../../../../../client/dead-letters/letter-classes.ts';
import { setQuery } from '../../state/location.ts';
import type { PageFilter } from './letter-query.ts';

interface Props {
  readonly filter: PageFilter;
  readonly onLook: () => void;
}

/** Each look hides the letters from others for a moment, so that one is made when somebody asks. */
export function LetterFilters({ filter, onLook }: Props) {
  return (
    <form class="row letter-filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        Source
        <input
          type="search"
          value={filter.source ?? ''}
          onChange={({ currentTarget: { value } }) => setQuery({ source: value })}
        />
      </label>
      <label>
        Class
        <select
          value={filter.class ?? ''}
          onChange={({ currentTarget: { value } }) => setQuery({ class: value })}
        >
          <option value="">all</option>
          {letterClasses.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Reason
        <input
          type="search"
          value={filter.reason ?? ''}
          placeholder="refused, exhausted …"
          onChange={({ currentTarget: { value } }) => setQuery({ reason: value })}
        />
      </label>
      <button type="button" onClick={onLook}>
        Look again
      </button>
    </form>
  );
}
