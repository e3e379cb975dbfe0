import type { Range } from '../dashboards/period-of-range.ts';
import type { StateChange } from './read-state-changes.ts';

/** A time during which an alarm had one state. Milliseconds since 1970. */
export interface StateSpan extends Range {
  readonly state: string;
}

/**
 * The states of an alarm over a range, without gaps.
 *
 * @param changes the oldest first; those before the range are left out
 * @param state that it has now
 */
export function spansOf(
  changes: readonly StateChange[],
  state: string,
  { from, to }: Range,
): readonly StateSpan[] {
  const within = changes.filter(({ at }) => at > from && at < to);
  const after = changes.find(({ at }) => at >= to);
  const last = within.at(-1)?.to ?? after?.from ?? state;
  const states = [...within.map((change) => change.from), last];
  const ends = [...within.map(({ at }) => at), to];
  return states.map((one, index) => ({
    state: one,
    from: ends[index - 1] ?? from,
    to: ends[index] ?? to,
  }));
}
