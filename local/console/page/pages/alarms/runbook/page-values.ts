import type { Signal } from '@preact/signals';
import type { RanBlock } from '../../../../server/runbook/run-step.ts';
import type { Suggested } from '../../../../server/runbook/suggested-values.ts';

/** What stands for the placeholders of a page. */
export interface PageValues {
  readonly typed: Signal<Readonly<Record<string, string>>>;
  /** What commands have printed so far. */
  readonly suggested: Signal<Suggested>;
  /** The file in which what was run is kept; `undefined` before the first run. */
  readonly record: Signal<string | undefined>;
}

/** Of these placeholders those that somebody has typed something for. */
export function valuesFor(
  { typed }: PageValues,
  placeholders: readonly string[],
): Readonly<Record<string, string>> {
  const given = placeholders.map((name) => [name, typed.value[name]?.trim() ?? ''] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** Of values, those of a newer output come first. */
export function learn(
  { suggested, record }: PageValues,
  { suggested: found, record: file }: RanBlock,
): void {
  record.value = file;
  const names = new Set([...Object.keys(found), ...Object.keys(suggested.value)]);
  suggested.value = Object.fromEntries(
    [...names].map((name) => {
      const values = [...(found[name] ?? []), ...(suggested.value[name] ?? [])];
      return [name, [...new Set(values)]] as const;
    }),
  );
}
