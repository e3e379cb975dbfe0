import { signal } from '@preact/signals';
import type { FoundInBodies } from '../../../server/endpoints/search-bodies.ts';
import { call } from '../../state/call.ts';

/** How far a search in bodies is. */
export interface BodySearch {
  readonly text: string;
  /** Keys of the rows whose body has it. */
  readonly found: ReadonlySet<string>;
  /** How many rows were looked at, of how many; and how many of them had a body that could be read. */
  readonly done: number;
  readonly toDo: number;
  readonly searched: number;
  readonly isRunning: boolean;
  readonly error?: Error;
}

/** Each reads some bodies: more would be work that nobody waits for. */
export const mostRows = 1_000;
/** Of one call, as the server takes it. */
const callRows = 50;

/** The latest one; `undefined` until somebody asks for one. */
export const bodySearch = signal<BodySearch | undefined>(undefined);
let ending = new AbortController();

/** Looks into the bodies of these rows, in their order. Another one ends it. */
export async function searchInBodies(text: string, keys: readonly string[]): Promise<void> {
  stopSearch();
  const { signal: ended } = ending;
  const wanted = keys.slice(0, mostRows);
  const begun = { text, found: new Set<string>(), done: 0, toDo: wanted.length, searched: 0 };
  let search: BodySearch = { ...begun, isRunning: true };
  const tell = (changes: Partial<BodySearch>) => {
    search = { ...search, ...changes };
    if (!ended.aborted) bodySearch.value = search;
  };
  tell({});
  try {
    for (let at = 0; at < wanted.length && !ended.aborted; at += callRows) {
      const part = wanted.slice(at, at + callRows);
      const { matching, searched } = await call<FoundInBodies>(pathOf(text, part), {
        signal: ended,
      });
      tell({
        found: new Set([...search.found, ...matching]),
        done: search.done + part.length,
        searched: search.searched + searched,
      });
    }
    tell({ isRunning: false });
  } catch (error) {
    tell({ isRunning: false, error: error as Error });
  }
}

/** What it has found by then stays. */
export function stopSearch(): void {
  ending.abort();
  ending = new AbortController();
  const { value } = bodySearch;
  if (value?.isRunning) bodySearch.value = { ...value, isRunning: false };
}

function pathOf(text: string, keys: readonly string[]): string {
  const query = new URLSearchParams([['text', text], ...keys.map((key) => ['key', key])]);
  return `/api/body-search?${query}`;
}
