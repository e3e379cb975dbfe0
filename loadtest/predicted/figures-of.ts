import type { SpikeFigures } from '../../client/capacity/forecasts.ts';

/** When one webhook was taken in, and when it was delivered; in milliseconds since 1970. */
export interface Passage {
  readonly receivedAt: number;
  readonly arrivedAt: number;
}

export function figuresOf(passages: readonly Passage[]): SpikeFigures {
  const waits = passages.map(({ receivedAt, arrivedAt }) => arrivedAt - receivedAt);
  const end = Math.max(...passages.map(({ receivedAt }) => receivedAt));
  return {
    peakBacklog: peakOf(passages),
    drainSeconds: (Math.max(...passages.map(({ arrivedAt }) => arrivedAt)) - end) / 1000,
    peakAgeSeconds: Math.max(...waits) / 1000,
  };
}

function peakOf(passages: readonly Passage[]): number {
  const changes = passages
    .flatMap(({ receivedAt, arrivedAt }) => [
      { at: receivedAt, by: 1 },
      { at: arrivedAt, by: -1 },
    ])
    .sort((one, other) => one.at - other.at || one.by - other.by);
  let waiting = 0;
  let peak = 0;
  for (const { by } of changes) {
    waiting += by;
    peak = Math.max(peak, waiting);
  }
  return peak;
}

interface Pollers {
  readonly pollers: number;
  readonly batchSize: number;
}

/**
 * How long a poller takes for a full batch, with all that it does besides: by how fast webhooks were delivered from when
 * each poller had a full batch until the last one. While none waits that says nothing.
 */
export function batchMsOf(passages: readonly Passage[], { pollers, batchSize }: Pollers): number {
  const times = passages.map(({ arrivedAt }) => arrivedAt).toSorted((one, other) => one - other);
  const busy = times.slice(2 * pollers * batchSize);
  const perMs = (busy.length - 1) / ((busy.at(-1) ?? 0) - (busy[0] ?? 0));
  return (pollers * batchSize) / perMs;
}
