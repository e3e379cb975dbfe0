import type { ComponentChildren } from 'preact';
import './wide-table.css';

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A table that may be wider than a telephone: it scrolls by itself, by the keyboard too (WCAG 2.1.1). */
export function WideTable({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: else nobody could scroll it without a mouse.
    <section class="wide-table" aria-label={label} tabIndex={0}>
      <table>{children}</table>
    </section>
  );
}
