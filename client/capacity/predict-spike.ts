import { type Outcome, outcomeOf } from './course.ts';
import { environments } from './fleet.ts';
import { simulate } from './simulate.ts';
import { perStandardPoller } from './throughput.ts';

/** A spike on a stage whose pollers are all there from the beginning, as those of the embedded stack are. */
export interface Spike {
  /** Accepted webhooks a second, at a time in seconds since the beginning. */
  readonly offered: (second: number) => number;
  readonly seconds: number;
  readonly pollers: number;
  readonly batchSize: number;
  /** Of one invocation. */
  readonly processingMs: number;
}

/** The same rules as for a stage on AWS, so that a run on this machine can show whether they hold. */
export function predictSpike(spike: Spike): Outcome {
  const { offered, seconds, pollers, processingMs } = spike;
  const endless = environments(Number.MAX_SAFE_INTEGER);
  const pipeline = {
    gateway: { ratePerSecond: Number.MAX_SAFE_INTEGER, burst: 0 },
    ingestion: { environments: endless, perEnvironment: Number.MAX_SAFE_INTEGER },
    processing: {
      pollers: { first: pollers, perSecond: 0, most: pollers },
      perPoller: perStandardPoller(spike),
      // The first webhook of all finds an idle poller, and has it to itself.
      calmBatch: { seconds: processingMs / 1000, perPoller: 1000 / processingMs },
      environments: endless,
      perEnvironment: perStandardPoller(spike),
    },
  };
  const course = { offered, calmPerSecond: 0, leastSeconds: seconds, mostSeconds: 100 * seconds };
  return outcomeOf(simulate(pipeline, course), spike);
}
