import { signal } from '@preact/signals';
import type { ShownCopies } from '../../../../server/endpoints/read-copies.ts';
import { call } from '../../../state/call.ts';

type Asked =
  | { readonly of: string; readonly state: 'reading' }
  | { readonly of: string; readonly state: 'failed'; readonly error: Error }
  | { readonly of: string; readonly state: 'read'; readonly copies: ShownCopies };

/** Of the webhook that somebody asked to see the body of. Another one has to be asked for anew. */
export const asked = signal<Asked | undefined>(undefined);

export async function askFor(key: string): Promise<void> {
  asked.value = { of: key, state: 'reading' };
  const answer = await call<ShownCopies>(`/api/webhooks/${encodeURIComponent(key)}/copies`).then(
    (copies): Asked => ({ of: key, state: 'read', copies }),
    (error: Error): Asked => ({ of: key, state: 'failed', error }),
  );
  if (asked.value?.of === key) asked.value = answer;
}
