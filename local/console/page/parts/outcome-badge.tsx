import type { Outcome } from '../../server/feed/webhook-row.ts';
import './outcome-badge.css';

/** A sign beside the colour: who can't tell colours apart reads the same. */
export const outcomeSigns: Readonly<
  Record<Outcome, { readonly sign: string; readonly colour: string }>
> = {
  'in-flight': { sign: '◐', colour: 'in-flight' },
  processed: { sign: '✓', colour: 'processed' },
  duplicate: { sign: '⧉', colour: 'duplicate' },
  filtered: { sign: '⊘', colour: 'filtered' },
  retrying: { sign: '↻', colour: 'warning' },
  resting: { sign: '‖', colour: 'warning' },
  'dead-lettered': { sign: '✕', colour: 'alarm' },
  answered: { sign: '↩', colour: 'filtered' },
  rejected: { sign: '▲', colour: 'warning' },
};

export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const { sign, colour } = outcomeSigns[outcome];
  return (
    <span class={`outcome of-${colour}`}>
      <span aria-hidden="true">{sign}</span> {outcome}
    </span>
  );
}
