import type { RunRecord } from '../run-record.ts';
import { applyGate, type Gate, type GateKind } from './gate.ts';
import { type Growths, growthsOf } from './growth.ts';
import { type Knee, kneeOf } from './knee.ts';
import { type Measurements, measure } from './measure.ts';
import { type Reconciliation, reconcile } from './reconcile.ts';
import { type NotLookedAt, sortBySight } from './sight.ts';

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
  /** What the scenario promises and nobody looked at: without it no run passes. */
  readonly notLookedAt: readonly NotLookedAt[];
  /** What can't be told of such a stage, a sentence for each gate. */
  readonly untold: readonly string[];
  /** Of a scenario whose phases are steps of load. */
  readonly knee?: Knee;
}

/** Judges a run only by what it observed. */
export function judge(record: RunRecord): Judgement {
  const { counts, ids } = reconcile(record);
  const measured = measure(record);
  const growths = growthsOf(record, measured.startedAt);
  const run = { record, counts, measured, growths };
  const { seen, notLookedAt, untold } = sortBySight(run);
  const gates = seen.map(([name, gate]) => applyGate(name, gate, run));
  const isWaiting = counts.inFlight > 0 && record.inFlight === undefined;
  const isWrong = seen.some(
    ([name, { isOfNoPace }]) =>
      isOfNoPace && gates.some((gate) => gate.name === name && !gate.passed),
  );
  const verdict = verdictOf(gates, record, { isWaiting, isWrong, notLookedAt });
  const knee = record.plan.scenario === 'breakpoint' ? kneeOf(record, measured) : undefined;
  const judged = { verdict, gates, counts, ids, measured, growths, notLookedAt, untold };
  return { ...judged, ...(knee && { knee }) };
}

interface Found {
  /** Something is without an end, and the queue holds messages whose ids nobody knows. */
  readonly isWaiting: boolean;
  /** Something failed that would have at any pace. */
  readonly isWrong: boolean;
  readonly notLookedAt: readonly NotLookedAt[];
}

function verdictOf(
  gates: readonly Gate[],
  { unchecked = [], isInterrupted }: RunRecord,
  { isWaiting, isWrong, notLookedAt }: Found,
): Verdict {
  const failed = (kind: GateKind) => gates.some((gate) => gate.kind === kind && !gate.passed);
  if (failed('conservation')) return 'failed';
  if (isInterrupted || isWaiting) return 'unfinished';
  if (isWrong) return 'failed';
  if (failed('validity')) return 'invalid';
  if (failed('service')) return 'failed';
  return unchecked.length + notLookedAt.length > 0 ? 'unfinished' : 'passed';
}
