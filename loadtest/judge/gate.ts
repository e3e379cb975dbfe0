import type { Observation, RunRecord } from '../run-record.ts';
import type { Growths } from './growth.ts';
import type { Measurements } from './measure.ts';
import type { Counts } from './reconcile.ts';

/**
 * `conservation` always counts. `service` counts only in a run that is valid; `validity` says whether it is.
 */
export type GateKind = 'conservation' | 'service' | 'validity';

/** What a gate looks at. */
export interface Judged {
  readonly record: RunRecord;
  readonly counts: Counts;
  readonly measured: Measurements;
  readonly growths: Growths;
}

export interface GateDefinition {
  readonly kind: GateKind;
  /** What only the stage itself can tell; the others need nothing but the answers. */
  readonly seenIn?: 'stage';
  /** What it looks at besides the answers and what became of the webhooks. Without it nobody looked. */
  readonly needs?: Observation;
  /** Why a run can't tell although it was looked at: a sentence. */
  readonly whyUnknown?: (run: Judged) => string | undefined;
  /** It counts in an invalid run, too: no lateness of the generator explains it. */
  readonly isOfNoPace?: true;
  readonly title: string;
  readonly unit: '' | '%' | 'ms' | 's';
  readonly bound: 'at most' | 'at least' | 'below';
  readonly limit: (run: Judged) => number;
  readonly value: (run: Judged) => number;
}

export interface Gate
  extends Omit<
    GateDefinition,
    'limit' | 'value' | 'seenIn' | 'needs' | 'whyUnknown' | 'isOfNoPace'
  > {
  readonly name: string;
  readonly limit: number;
  /** Measured; NaN where the run has no such figure, which no gate passes. */
  readonly value: number;
  readonly passed: boolean;
}

const passes: Record<GateDefinition['bound'], (value: number, limit: number) => boolean> = {
  'at most': (value, limit) => value <= limit,
  'at least': (value, limit) => value >= limit,
  below: (value, limit) => value < limit,
};

export function applyGate(name: string, gate: GateDefinition, run: Judged): Gate {
  const { seenIn: _, needs: __, whyUnknown: ___, isOfNoPace: ____, ...shown } = gate;
  const limit = gate.limit(run);
  const value = gate.value(run);
  return { ...shown, name, limit, value, passed: passes[gate.bound](value, limit) };
}

/** A count of which there must be none. */
export function none(
  kind: GateKind,
  title: string,
  value: (run: Judged) => number,
): Omit<GateDefinition, 'seenIn' | 'needs' | 'whyUnknown'> {
  return { kind, title, unit: '', bound: 'at most', limit: () => 0, value };
}
