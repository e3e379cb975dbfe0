import type { JourneyEvent } from '../../../../../../client/journey/journey.ts';

/** One step of a journey, and where it stands on an axis from the first to the last. */
export interface LaneStep {
  readonly event: JourneyEvent;
  /** Milliseconds since the first step began; negative where clocks differ. */
  readonly sinceMs: number;
  /** How long it took, where that is known. */
  readonly tookMs?: number;
  /** How long nothing happened before it: time in the queue, or a pause between attempts. */
  readonly waitedMs: number;
  /** Percent of the axis. */
  readonly left: number;
  readonly width: number;
}

/** So long a wait is worth a word. */
const waitMs = 100;

export function laneOf(events: readonly JourneyEvent[]): readonly LaneStep[] {
  const spans = events.map((event, index) => spanOf(event, events.slice(0, index)));
  const first = Math.min(...spans.map(({ began }) => began));
  const all = Math.max(1, Math.max(...spans.map(({ ended }) => ended)) - first);
  let latest = first;
  return spans.map(({ event, began, ended }) => {
    const waited = Math.max(0, began - latest);
    latest = Math.max(latest, ended);
    return {
      event,
      sinceMs: began - first,
      ...(ended > began ? { tookMs: ended - began } : {}),
      waitedMs: waited >= waitMs ? waited : 0,
      left: (100 * (began - first)) / all,
      width: (100 * (ended - began)) / all,
    };
  });
}

interface Span {
  readonly event: JourneyEvent;
  readonly began: number;
  readonly ended: number;
}

/** An attempt is told when it has ended; what is stored was begun when it was received. */
function spanOf(event: JourneyEvent, before: readonly JourneyEvent[]): Span {
  const ended = Date.parse(event.at);
  if (event.event === 'attempt') return { event, began: ended - (event.ms ?? 0), ended };
  if (event.event !== 'stored') return { event, began: ended, ended };
  const received = before.findLast((one) => one.event === 'received');
  return { event, began: received === undefined ? ended : Date.parse(received.at), ended };
}
