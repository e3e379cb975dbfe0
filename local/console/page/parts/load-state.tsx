import type { ComponentChildren } from 'preact';
import { CallError } from '../state/call.ts';
import type { Loaded } from '../state/use-call.ts';
import './load-state.css';

interface Props<T> {
  readonly of: Loaded<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** What was read; while it is read a skeleton, after a failure why and a way to try again. What was read before stays. */
export function LoadState<T>({ of, children }: Props<T>) {
  const { value, error, again } = of;
  return (
    <>
      {error && (
        <div class="load-error" role="alert">
          <p>
            {error.message}
            {error instanceof CallError && error.remedy && <> {error.remedy}</>}
          </p>
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      )}
      {value === undefined ? !error && <p class="skeleton" aria-busy="true" /> : children(value)}
    </>
  );
}
