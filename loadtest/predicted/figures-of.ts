/** When one webhook was taken in, and when it was delivered; in milliseconds since 1970. */
export interface Passage {
  readonly receivedAt: number;
  readonly arrivedAt: number;
}

/** What a spike shows, measured or predicted. */
export interface SpikeFigures {
  /** Webhooks that wait for their delivery, at most. */
  readonly peakBacklog: number;
  /** From the end of the spike until nothing waits. */
  readonly drainSeconds: number;
  /** From receipt to delivery, at most. */
  readonly peakAgeSeconds: number;
}

const binSeconds = 0.2;

/** How fast webhooks were taken in, and for how long. A busy machine doesn't send as evenly as it should. */
export function intakeOf(passages: readonly Passage[]) {
  const times = passages.map(({ receivedAt }) => receivedAt);
  const first = Math.min(...times);
  const binOf = (second: number) => Math.floor(second / binSeconds + 1e-9);
  const bins = Map.groupBy(times, (time) => binOf((time - first) / 1000));
  return {
    seconds: (Math.max(...times) - first) / 1000,
    offered: (second: number) => (bins.get(binOf(second))?.length ?? 0) / binSeconds,
  };
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
