import type { RunRecord } from '../run-record.ts';
import { applyGate, type Gate, type GateKind } from './gate.ts';
import { type Growths, growthsOf } from './growth.ts';
import { type Knee, kneeOf } from './knee.ts';
import { type Measurements, measure } from './measure.ts';
import { type Reconciliation, reconcile } from './reconcile.ts';
import { gatesOf } from './scenarios.ts';

/**
 * `invalid`: nothing was lost, but the generator did not keep up, so the figures say nothing. `unfinished`: what was seen
 * is well, and something could not be seen, or not yet.
 */
export type Verdict = 'passed' | 'failed' | 'invalid' | 'unfinished';

export interface Judgement extends Reconciliation {
  readonly verdict: Verdict;
  readonly gates: readonly Gate[];
  readonly measured: Measurements;
  readonly growths: Growths;
  /** What the scenario promises and nobody looked at: titles of gates, without which the verdict is. */
  readonly notLookedAt: readonly string[];
  /** Of a scenario whose phases are steps of load. */
  readonly knee?: Knee;
}

/** Judges a run only by what it observed. */
export function judge(record: RunRecord): Judgement {
  const { counts, ids } = reconcile(record);
  const measured = measure(record);
  const growths = growthsOf(record, measured.startedAt);
  const run = { record, counts, measured, growths };
  const isSeen = (record.unchecked ?? []).length === 0;
  const promised = gatesOf(record.plan)
    .filter(([, { seenIn }]) => isSeen || seenIn === undefined)
    .filter(([name]) => !record.unseen?.includes(name));
  const isKnown = ([, gate]: (typeof promised)[number]) => gate.isKnown?.(run) ?? true;
  const gates = promised.filter(isKnown).map(([name, gate]) => applyGate(name, gate, run));
  const notLookedAt = promised.filter((one) => !isKnown(one)).map(([, { title }]) => title);
  const isWaiting = counts.inFlight > 0 && record.inFlight === undefined;
  const verdict = verdictOf(gates, record, isWaiting);
  const knee = record.plan.scenario === 'breakpoint' ? kneeOf(record, measured) : undefined;
  const judged = { verdict, gates, counts, ids, measured, growths, notLookedAt };
  return { ...judged, ...(knee && { knee }) };
}

/** @param isWaiting something is without an end, and the queue holds messages whose ids nobody knows */
function verdictOf(
  gates: readonly Gate[],
  { unchecked, isInterrupted }: RunRecord,
  isWaiting: boolean,
): Verdict {
  const failed = (kind: GateKind) => gates.some((gate) => gate.kind === kind && !gate.passed);
  if (failed('conservation')) return 'failed';
  if (isInterrupted || isWaiting) return 'unfinished';
  if (failed('validity')) return 'invalid';
  if (failed('service')) return 'failed';
  return unchecked?.length ? 'unfinished' : 'passed';
}
