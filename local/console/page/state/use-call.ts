import { useCallback, useEffect, useState } from 'preact/hooks';
import { call } from './call.ts';
import { timesBack } from './rows.ts';

export interface Loaded<T> {
  /** As of the last time that it could be read. */
  readonly value: T | undefined;
  readonly error: Error | undefined;
  readonly again: () => void;
}

/**
 * Reads an endpoint, and again after each pause, and once the server was gone and is back; a slow answer is waited for,
 * so that calls don't pile up, and a page in the background asks nothing.
 *
 * @param everyMs without it, it is read once
 */
export function useCall<T>(path: string, everyMs?: number): Loaded<T> {
  const [{ value, error, of }, set] = useState<Read<T>>({ of: path });
  const [times, setTimes] = useState(0);
  const back = timesBack.value;
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      if (!document.hidden) {
        await call<T>(path, { signal }).then(
          (read) => signal.aborted || set({ of: path, value: read }),
          (failed: Error) =>
            signal.aborted ||
            set((before) => ({ ...(before.of === path ? before : {}), of: path, error: failed })),
        );
      }
      if (everyMs !== undefined && !signal.aborted) timer = setTimeout(read, everyMs);
    };
    void read();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs, times, back]);
  const again = useCallback(() => setTimes((before) => before + 1), []);
  return of === path ? { value, error, again } : { value: undefined, error: undefined, again };
}

interface Read<T> {
  /** The path that it was read from. */
  readonly of: string;
  readonly value?: T | undefined;
  readonly error?: Error | undefined;
}
