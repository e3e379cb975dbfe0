import { expect, it } from 'vitest';
import type { JourneyEvent } from '../../../../../../client/journey/journey.ts';
import { laneOf } from './journey-lane.ts';
import { traceLanes } from './trace-bars.ts';

const start = Date.parse('2026-11-26T08:00:00.000Z');
const at = (ms: number) => new Date(start + ms).toISOString();
const event = (name: JourneyEvent['event'], ms: number, more: Partial<JourneyEvent> = {}) =>
  ({ event: name, at: at(ms), function: 'processing', ...more }) satisfies JourneyEvent;

it('gives each step its time, how long it took and how long it was waited for', () => {
  const lane = laneOf([
    event('received', 0),
    event('stored', 20),
    event('attempt', 1000, { ms: 480 }),
    event('processed', 1000),
  ]);
  expect(lane.map(({ event: _, ...step }) => step)).toEqual([
    { sinceMs: 0, waitedMs: 0, left: 0, width: 0 },
    { sinceMs: 0, tookMs: 20, waitedMs: 0, left: 0, width: 2 },
    { sinceMs: 520, tookMs: 480, waitedMs: 500, left: 52, width: 48 },
    { sinceMs: 1000, waitedMs: 0, left: 100, width: 0 },
  ]);
});

it('begins with the earliest, even an attempt whose receipt no log has', () => {
  const [attempt, parked] = laneOf([event('attempt', 0, { ms: 100 }), event('parked', 0)]);
  expect(attempt).toMatchObject({ sinceMs: 0, tookMs: 100, left: 0, width: 100 });
  expect(parked).toMatchObject({ sinceMs: 100, left: 100 });
});

it('is empty of nothing, and has an axis where all is at once', () => {
  expect(laneOf([])).toEqual([]);
  expect(laneOf([event('filtered', 5)])).toMatchObject([{ sinceMs: 0, left: 0, width: 0 }]);
});

it('puts the spans of a trace on an axis of their own', () => {
  const span = { name: 's', depth: 0, isFailed: false };
  const spans = [
    { ...span, at: at(100), ms: 200 },
    { ...span, at: at(150), ms: 50, depth: 1 },
  ];
  const [lane] = traceLanes([{ traceId: '1-a', spans }]);
  expect(lane?.bars.map(({ sinceMs, left, width }) => [sinceMs, left, width])).toEqual([
    [0, 0, 100],
    [50, 25, 25],
  ]);
  expect(traceLanes([{ traceId: '1-b', spans: [] }])).toEqual([{ traceId: '1-b', bars: [] }]);
});
