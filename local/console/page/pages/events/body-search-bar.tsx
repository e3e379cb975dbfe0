import { useEffect } from 'preact/hooks';
import { CallFailed } from '../../parts/call-failed.tsx';
import { session } from '../../state/session.ts';
import { bodySearch, mostRows, searchInBodies, stopSearch } from './body-search.ts';
import { filter, searchable } from './shown-rows.ts';

const shortestText = 3;

/** Offers to look into bodies too, where a text is searched for; and tells how far that is. */
export function BodySearchBar() {
  const text = (filter.value.q ?? '').trim();
  useEffect(() => stopSearch, [text]);
  if (text.length < shortestText) return null;
  const search = bodySearch.value?.text === text ? bodySearch.value : undefined;
  return (
    <div class="row body-search">
      {search?.isRunning ? (
        <button type="button" onClick={stopSearch}>
          Stop
        </button>
      ) : (
        <Begin text={text} />
      )}
      {search && (
        <span role="status">
          Bodies: {search.found.size} of {search.searched.toLocaleString('en-US')} have it
          {search.done < search.toDo && `; ${percent(search)} % done`}
          {search.done > search.searched && `; ${search.done - search.searched} could not be read`}
        </span>
      )}
      {search?.error && <CallFailed error={search.error} />}
    </div>
  );
}

/** A deployed stage has the bodies of archived sources only. */
function Begin({ text }: { readonly text: string }) {
  const rows = searchable.value;
  if (rows.length === 0) return null;
  const count = Math.min(rows.length, mostRows).toLocaleString('en-US');
  const which = rows.length > mostRows ? `the newest ${count}` : count;
  const where = session.value?.isEmbedded ? '' : ', where the archive has them';
  return (
    <button type="button" onClick={() => searchInBodies(text, rows)}>
      Search the bodies of {which} webhooks too{where}
    </button>
  );
}

function percent({ done, toDo }: { readonly done: number; readonly toDo: number }): number {
  return Math.floor((100 * done) / toDo);
}
