import { signal } from '@preact/signals';
import type { FaultsNow } from '../../server/endpoints/list-faults.ts';
import { call } from './call.ts';
import { session } from './session.ts';

/** What goes wrong on purpose, as of the last time that it could be read. */
export const faults = signal<FaultsNow | undefined>(undefined);
/** Of the stack's clock, as far as this machine's is behind it: milliseconds. */
let behind = 0;

/** Milliseconds since 1970, by the clock that ends faults. */
export const stackNow = () => Date.now() + behind;

function take(now: FaultsNow): void {
  behind = now.now - Date.now();
  faults.value = now;
}

/** @throws CallError */
export async function changeFaults(
  method: 'PUT' | 'DELETE',
  name?: string,
  body?: unknown,
): Promise<void> {
  const path = name === undefined ? '/api/faults' : `/api/faults/${name}`;
  take(await call<FaultsNow>(path, { method, ...(body === undefined ? {} : { body }) }));
}

const everyMs = 5_000;

/** Reads them again and again; another terminal may switch them too. @returns what ends it */
export function watchFaults(): () => void {
  const read = async () => {
    if (document.hidden || session.value?.isEmbedded !== true) return;
    await call<FaultsNow>('/api/faults').then(take, () => undefined);
  };
  void read();
  const timer = setInterval(read, everyMs);
  return () => clearInterval(timer);
}
