import { sustainedPhaseOf } from '../plan/phases.ts';
import type { RunRecord } from '../run-record.ts';
import { requestsOf } from '../samples/requests.ts';
import { phaseWindow } from './phase-window.ts';
import { type Point, slopeOf } from './slope.ts';
import { percentilesOf } from './statistics.ts';

/** By how much a figure grew over the sustained phase: shares of its mean. */
interface Growth {
  readonly share: number;
  /** The bounds of the interval that holds it with a probability of 99 %. */
  readonly low: number;
  readonly high: number;
}

export interface Growths {
  /** Of the p99 from due to answered. */
  readonly latency: Growth | undefined;
  /** Of the p99 from receipt to arrival. */
  readonly age: Growth | undefined;
  /** Of what the stage's process held. */
  readonly memory: Growth | undefined;
}

const mostWindows = 60;
const shortestWindowMs = 5000;

type Timed = readonly [at: number, value: number];

/** Fits a line to each figure; undefined where there are too few points for one. */
export function growthsOf(record: RunRecord, startedAt: number): Growths {
  const { from, to } = phaseWindow(sustainedPhaseOf(record.plan.phases), record.plan, startedAt);
  const requests = requestsOf(record.samples, record.plan.timeoutMs);
  const latencies = requests.map(({ sent, latencyMs }): Timed => [sent.dueAt, latencyMs]);
  const ages = record.arrivals.map(
    ({ receivedAt, arrivedAt }): Timed => [receivedAt, arrivedAt - receivedAt],
  );
  const memory = (record.memory ?? []).map(({ at, bytes }): Timed => [at, bytes]);
  const isIn = ([at]: Timed) => at >= from && at < to;
  const width = Math.max(shortestWindowMs, (to - from) / mostWindows);
  const ofP99 = (values: readonly Timed[]) =>
    growthOf(p99Points(values.filter(isIn), from, width), to - from);
  return {
    latency: ofP99(latencies),
    age: ofP99(ages),
    memory: growthOf(memory.filter(isIn), to - from),
  };
}

/** The p99 of each window of the phase, at its middle. */
function p99Points(values: readonly Timed[], from: number, width: number): readonly Point[] {
  const windows = Map.groupBy(values, ([at]) => Math.floor((at - from) / width));
  return [...windows].flatMap(([index, own]): Point[] => {
    const p99 = percentilesOf(own.map(([, value]) => value))?.p99;
    return p99 === undefined ? [] : [[from + (index + 0.5) * width, p99]];
  });
}

function growthOf(points: readonly Point[], milliseconds: number): Growth | undefined {
  const fitted = slopeOf(points);
  if (fitted === undefined) return undefined;
  const share = (slope: number) => (slope * milliseconds) / fitted.meanOfY;
  return { share: share(fitted.slope), low: share(fitted.low), high: share(fitted.high) };
}
