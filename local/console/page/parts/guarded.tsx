import type { ComponentChildren } from 'preact';
import { useErrorBoundary, useLayoutEffect } from 'preact/hooks';
import { printable } from '../../../../client/terminal/printable.ts';
import './load-state.css';

interface Props {
  /** Of what is shown: at another address it is tried again. */
  readonly path: string;
  readonly children: ComponentChildren;
}

/** A page that can't be drawn says so, and hides nothing around it. */
export function Guarded({ path, children }: Props) {
  const [error, again] = useErrorBoundary();
  useLayoutEffect(again, [path]);
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
