import { CallError } from '../state/call.ts';

/** Why something was not done, and what to do about it. */
export function CallFailed({ error }: { readonly error: Error | undefined }) {
  return (
    <div role="alert">
      {error && (
        <p class="of-alarm isolated lines">
          ✕ {error.message}
          {error instanceof CallError && error.remedy && `\n${error.remedy}`}
        </p>
      )}
    </div>
  );
}
