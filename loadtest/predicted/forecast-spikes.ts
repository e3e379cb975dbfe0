import type { Forecast, SpikeFigures } from '../../client/capacity/forecasts.ts';
import { predictSpike, type Spike } from '../../client/capacity/predict-spike.ts';
import type { EmbeddedStack, StackOptions } from '../../local/boot/embedded-stack.ts';
import { batchMsOf, figuresOf } from './figures-of.ts';
import { runSpike, type SpikeRun, warmUp } from './run-spike.ts';
import { spike } from './spike.ts';

/**
 * Runs the spike again and again on one stack, and forecasts each by the one before it, until nobody asks for more.
 *
 * @param start the embedded stack, with a source `github` and one destination
 * @throws Error where a webhook is refused, or doesn't arrive
 */
export async function* forecastSpikes(
  start: (options: StackOptions) => Promise<EmbeddedStack>,
): AsyncGenerator<Forecast, void, void> {
  const stack = await start({ limits: { maxPollers: spike.pollers } });
  try {
    await warmUp(stack);
    let before = await runSpike(stack, 'first');
    for (let number = 1; ; number++) {
      const run = await runSpike(stack, `after-${number}`);
      yield forecastSpike(before, run);
      before = run;
    }
  } finally {
    await stack.stop();
  }
}

/** Of the spike that comes it knows what is planned; of the one before, how long a poller took for a batch. */
export function forecastSpike(before: SpikeRun, { sent, accepted, passages }: SpikeRun): Forecast {
  if (accepted < sent) throw new Error(`Only ${accepted} of ${sent} webhooks were accepted.`);
  const processingMs = batchMsOf(before.passages, spike);
  const offered = (second: number) => (second < spike.seconds ? spike.ratePerSecond : 0);
  return {
    processingMs: Math.round(processingMs),
    predicted: predictFigures({ ...spike, processingMs, offered }),
    measured: figuresOf(passages),
  };
}

export function predictFigures(planned: Spike): SpikeFigures {
  const { peakBacklog, drainSeconds, peakAgeSeconds } = predictSpike(planned);
  return { peakBacklog, drainSeconds: drainSeconds ?? Number.POSITIVE_INFINITY, peakAgeSeconds };
}
