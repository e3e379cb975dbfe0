import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { printable } from '../../../../client/terminal/printable.ts';
import './load-state.css';

/** A page that can't be drawn says so, and hides nothing around it. */
export function Guarded({ children }: { readonly children: ComponentChildren }) {
  const [error, again] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return (
    <div class="load-error" role="alert">
      <p>This page can’t be shown: {printable(String(Object(error).message ?? error))}</p>
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  );
}
