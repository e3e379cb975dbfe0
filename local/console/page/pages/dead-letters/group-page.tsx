import type { LetterList, ListedLetter } from '../../../../../client/dead-letters/list-letters.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { query } from '../../state/location.ts';
import { useCall } from '../../state/use-call.ts';
import { LetterActions } from './letter-actions.tsx';
import { LetterDetail } from './letter-detail.tsx';
import { filterOf, queryOf } from './letter-query.ts';
import { LetterTable } from './letter-table.tsx';

/** The letters of one kind, and what is to be done with them. */
export function GroupPage({ fingerprint }: { readonly fingerprint: string }) {
  const filter = filterOf(query.value, fingerprint);
  const list = useCall<LetterList>(`/api/letters${queryOf(filter)}`);
  return (
    <>
      <p>
        <a href="/dead-letters">All dead letters</a>
      </p>
      <h1>
        Dead letters <span class="mono">{fingerprint}</span>
        {filter.source !== undefined && (
          <span class="isolated"> of {printable(filter.source)}</span>
        )}
      </h1>
      <button type="button" onClick={list.again}>
        Look again
      </button>
      <LoadState of={list}>
        {(known) =>
          known.letters.length === 0 ? (
            <p role="status">
              None of this kind is there any more: {known.examined.toLocaleString('en-US')} were
              looked at. <a href="/dead-letters">What is there</a>
            </p>
          ) : (
            <>
              <Cause letters={known.letters} />
              <LetterActions look={known} filter={filter} />
              <Opened letters={known.letters} />
              <LetterTable letters={known.letters} />
            </>
          )
        }
      </LoadState>
    </>
  );
}

function Cause({ letters }: { readonly letters: readonly ListedLetter[] }) {
  const [first] = letters;
  if (first === undefined) return null;
  const { class: kind, reason, lastError } = first;
  return (
    <p class="isolated">
      {kind}, <strong>{printable(reason)}</strong>
      {lastError !== undefined && `: ${printable(lastError)}`}
    </p>
  );
}

function Opened({ letters }: { readonly letters: readonly ListedLetter[] }) {
  const id = query.value.get('letter');
  const letter = letters.find(({ messageId }) => messageId === id);
  return letter === undefined ? null : <LetterDetail key={letter.messageId} letter={letter} />;
}
