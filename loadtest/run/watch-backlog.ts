import { setTimeout as sleep } from 'node:timers/promises';
import { after, pollUntil } from '../../client/poll-until.ts';
import type { BacklogSample } from '../run-record.ts';

export interface BacklogWatch {
  readonly samples: readonly BacklogSample[];
  /**
   * Waits until nothing waits and nothing is in flight, twice in a row.
   * @returns whether that came to pass in time
   */
  readonly untilEmpty: (
    timeoutMilliseconds: number,
    onSample: (sample: BacklogSample) => void,
  ) => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

const everyMilliseconds = 1000;
const settlingMilliseconds = 250;

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
    async untilEmpty(timeoutMilliseconds, onSample) {
      let empty = 0;
      const look = async () => {
        const latest = await take();
        onSample(latest);
        empty = latest.waiting + latest.inFlight === 0 ? empty + 1 : 0;
        return empty === 2 || undefined;
      };
      const isOver = after(timeoutMilliseconds, () => performance.now());
      const polling = { everyMilliseconds: settlingMilliseconds, sleep, isOver };
      return (await pollUntil(look, polling)) ?? false;
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
