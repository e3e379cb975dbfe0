import { CallError } from '../state/call.ts';

/** Why something was not done, and what to do about it. */
export function CallFailed({ error }: { readonly error: Error | undefined }) {
  return (
    <div role="alert" class="isolated lines">
      {error && <p class="of-alarm">✕ {error.message}</p>}
      {error instanceof CallError && error.remedy && <p>{error.remedy}</p>}
    </div>
  );
}
