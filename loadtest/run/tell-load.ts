import { formatMilliseconds, formatNumber } from '../report/format.ts';
import { followSamples } from '../samples/follow-samples.ts';
import type { OpenRun } from './open-run.ts';
import type { Progress } from './progress.ts';

const everyMs = 500;

/** Tells how the load goes until it is called off. */
export function tellLoad(run: OpenRun, progress: Progress): () => void {
  const { plan } = run.handover;
  const peak = Math.max(...plan.phases.map(({ rampTo }) => rampTo));
  const figures = followSamples(run.samplesFile);
  let before = { at: performance.now(), sent: 0 };
  progress.step(`${plan.scenario} with Artillery, ${formatNumber(peak)} a second at most`);
  const timer = setInterval(() => {
    const { sent, accepted, p99, lateness } = figures();
    const { waiting = 0, inFlight = 0 } = run.watch?.samples.at(-1) ?? {};
    const at = performance.now();
    const perSecond = ((sent - before.sent) * 1000) / (at - before.at);
    before = { at, sent };
    progress.update(
      [
        `${sent} sent, ${accepted} accepted`,
        `${perSecond.toFixed(0)}/s`,
        `p99 ${formatMilliseconds(p99)}`,
        `${formatMilliseconds(lateness)} late`,
        `backlog ${waiting + inFlight}`,
      ].join(', '),
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
