import type { Signal } from '@preact/signals';
import type { Suggested } from '../../../../server/runbook/suggested-values.ts';

/** What stands for the placeholders of a page. */
export interface PageValues {
  readonly typed: Signal<Readonly<Record<string, string>>>;
  /** What commands have printed so far. */
  readonly suggested: Signal<Suggested>;
}

/** Of these placeholders those that somebody has typed something for. */
export function valuesFor(
  { typed }: PageValues,
  placeholders: readonly string[],
): Readonly<Record<string, string>> {
  const given = placeholders.map((name) => [name, typed.value[name]?.trim() ?? ''] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** Those of a newer output come first. */
export function learn({ suggested }: PageValues, found: Suggested): void {
  const names = new Set([...Object.keys(found), ...Object.keys(suggested.value)]);
  suggested.value = Object.fromEntries(
    [...names].map((name) => {
      const values = [...(found[name] ?? []), ...(suggested.value[name] ?? [])];
      return [name, [...new Set(values)]] as const;
    }),
  );
}
