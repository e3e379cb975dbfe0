import type { Point, Range } from './count-up.ts';
import { minuteMs } from './count-up.ts';

/** What is remembered of the sources from which something is expected. All times are milliseconds since 1970. */
export interface Heard {
  /** When each was heard last, by source. One that is missing was never heard. */
  readonly at: Readonly<Record<string, number>>;
  readonly readUntil: number;
}

export interface ListenPorts {
  readonly readHeard: () => Promise<Heard | undefined>;
  /** By `<source> webhooks` and `<source> handshakes`. */
  readonly readArrivals: (range: Range) => Promise<Readonly<Record<string, readonly Point[]>>>;
  readonly writeHeard: (heard: Heard) => Promise<void>;
}

/** Metrics come minutes late, so that what was read is read once more. */
const lateMs = 60 * minuteMs;
/** CloudWatch keeps minutes for 15 days. */
const farthestMs = 14 * 24 * 60 * minuteMs;

/**
 * Notes when each source was heard last. At the first run only the last hour counts: a source that was silent for longer
 * may never have been set up, and is watched from its next webhook on. Two runs at once come to the same.
 */
export async function listen(ports: ListenPorts, now: number): Promise<Heard> {
  const known = await ports.readHeard();
  const to = Math.floor(now / minuteMs) * minuteMs;
  const readUntil = Math.min(known?.readUntil ?? to, to);
  const from = Math.max(readUntil - lateMs, to - farthestMs);
  const arrivals = await ports.readArrivals({ from, to, periodSeconds: 60 });
  const at = { ...known?.at };
  for (const [key, points] of Object.entries(arrivals)) {
    const source = key.slice(0, key.lastIndexOf(' '));
    for (const point of points) {
      if (point.value > 0) at[source] = Math.max(at[source] ?? 0, point.at);
    }
  }
  const heard = { at, readUntil: to };
  await ports.writeHeard(heard);
  return heard;
}
