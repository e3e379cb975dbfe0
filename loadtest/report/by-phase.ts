import type { Phase } from '../plan/phase.ts';
import { isAccepted, type Request } from '../samples/requests.ts';
import { type HdrPercentiles, hdrPercentilesOf } from './hdr-percentiles.ts';

/** One phase: milliseconds, each counted from when its webhook was due, and in the phase in which that was. */
export interface PhaseFigures {
  readonly name: string;
  /** Seconds since the first webhook was due. */
  readonly from: number;
  readonly to: number;
  readonly sent: number;
  readonly accepted: number;
  /** Of those that were answered. */
  readonly firstByte: HdrPercentiles | undefined;
  /** What nobody answered counts as long as its sender waited. */
  readonly total: HdrPercentiles | undefined;
  readonly lateness: HdrPercentiles | undefined;
}

/** @param startedAt when the first webhook was due, in milliseconds since 1970 */
export function byPhase(
  phases: readonly Phase[],
  requests: readonly Request[],
  startedAt: number,
): readonly PhaseFigures[] {
  let from = 0;
  return phases.map(({ name, duration }) => {
    const [start, end] = [from, from + duration];
    from = end;
    const own = requests.filter(({ sent: { dueAt } }) => {
      const second = (dueAt - startedAt) / 1000;
      return second >= start && second < end;
    });
    return { name, from: start, to: end, ...figuresOf(own) };
  });
}

function figuresOf(requests: readonly Request[]) {
  const firstBytes = requests.flatMap(({ answered, latenessMs }) =>
    answered ? [latenessMs + answered.firstByteMs] : [],
  );
  return {
    sent: requests.length,
    accepted: requests.filter(isAccepted).length,
    firstByte: hdrPercentilesOf(firstBytes),
    total: hdrPercentilesOf(requests.map(({ latencyMs }) => latencyMs)),
    lateness: hdrPercentilesOf(requests.map(({ latenessMs }) => latenessMs)),
  };
}
