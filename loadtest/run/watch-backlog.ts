import { setTimeout as sleep } from 'node:timers/promises';
import { after, pollUntil } from '../../client/poll-until.ts';
import type { BacklogSample } from '../run-record.ts';
import type { Settling } from './observer.ts';

export interface BacklogWatch {
  readonly samples: readonly BacklogSample[];
  /**
   * Waits until nothing waits and nothing is in flight, twice in a row at least.
   * @returns since when that was so, in milliseconds since 1970; undefined where it did not come to pass in time
   */
  readonly untilEmpty: (
    settling: Settling,
    onSample: (sample: BacklogSample) => void,
  ) => Promise<number | undefined>;
  readonly stop: () => Promise<void>;
}

const everyMilliseconds = 1000;

/** Samples the queue each second until it is stopped. */
export function watchBacklog(sample: () => Promise<BacklogSample>): BacklogWatch {
  const samples: BacklogSample[] = [];
  const stopped = new AbortController();
  const take = async () => {
    const taken = await sample();
    samples.push(taken);
    return taken;
  };
  const watching = sampleUntil(stopped.signal, take);
  // Reported by stop(): until then nobody waits for it.
  watching.catch(() => undefined);

  return {
    samples,
    async untilEmpty({ everyMs, emptyMs, patienceMs }, onSample) {
      let emptySince: number | undefined;
      const look = async () => {
        const latest = await take();
        onSample(latest);
        const isEmpty = latest.waiting + latest.inFlight === 0;
        const isSettled = emptySince !== undefined && latest.at - emptySince >= emptyMs;
        emptySince = isEmpty ? (emptySince ?? latest.at) : undefined;
        return isEmpty && isSettled ? emptySince : undefined;
      };
      const isOver = after(patienceMs, () => performance.now());
      const polling = { everyMilliseconds: everyMs, sleep, isOver };
      return await pollUntil(look, polling);
    },
    async stop() {
      stopped.abort();
      await watching;
    },
  };
}

async function sampleUntil(signal: AbortSignal, take: () => Promise<BacklogSample>): Promise<void> {
  while (!signal.aborted) {
    await take();
    await sleep(everyMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}
