import { predictSpike } from '../../client/capacity/predict-spike.ts';
import { intakeOf, type Passage, type SpikeFigures } from './figures-of.ts';
import { spike } from './spike.ts';

/**
 * From how fast webhooks came, and how long invocations of processing took.
 *
 * @param processingMs as Lambda reports it
 */
export function predictFigures(passages: readonly Passage[], processingMs: number): SpikeFigures {
  const { pollers, batchSize } = spike;
  const outcome = predictSpike({ pollers, batchSize, processingMs, ...intakeOf(passages) });
  return { ...outcome, drainSeconds: outcome.drainSeconds ?? Number.POSITIVE_INFINITY };
}
