import { expect, it } from 'vitest';
import { createRun, startOfRun } from './fixtures/run.ts';
import type { LedgerEntry } from './ledger.ts';
import { measure } from './measure.ts';
import type { RunRecord } from './run-record.ts';

const usual = createRun();

it('takes the latency of the sustained phase apart from that of the whole spike', () => {
  const spike = usual.spike.map((entry) =>
    entry.kind === 'answered' && entry.at < startOfRun + 2000 ? { ...entry, totalMs: 900 } : entry,
  );
  const { latency } = measure(createRun({ spike }));

  expect(latency.sustained.total).toMatchObject({ count: 200, p50: 12, max: 12 });
  expect(latency.overall.total).toMatchObject({ count: 204, p50: 12, max: 900 });
  expect(latency.overall.firstByte).toMatchObject({ p99: 10 });
});

it('measures rate, backlog and the way from receipt to arrival', () => {
  const { rate, backlogPeak, endToEnd, drainSeconds } = measure(usual);

  expect(rate).toEqual({
    planned: 204,
    achieved: 204,
    sustainedShare: 1,
    sustainedPerSecond: 20,
  });
  expect(backlogPeak).toBe(5);
  expect(endToEnd).toMatchObject({ count: 204, p50: 50, max: 50 });
  expect(drainSeconds).toBeCloseTo(0.055);
});

it("takes the busiest worker's share of a core, in the sustained phase alone", () => {
  const loadOf = (worker: number, second: number, cpuShare: number): LedgerEntry => ({
    kind: 'load',
    worker,
    at: startOfRun + second * 1000,
    cpuShare,
  });
  const spike = [...usual.spike, loadOf(2, 3, 0.8), loadOf(2, 4, 0.6), loadOf(3, 0, 1)];

  expect(measure(createRun({ spike })).generatorCpuShare).toBeCloseTo(0.7);
});

it('counts the time to drain from the end of the sustained phase, and of nothing sent later', () => {
  const late = (id: string, byMs: number) =>
    usual.arrivals.map((arrival) =>
      arrival.deliveryId === id ? { ...arrival, arrivedAt: arrival.arrivedAt + byMs } : arrival,
    );
  const sentAfterwards: LedgerEntry = {
    kind: 'sent',
    id: 'later',
    payload: 0,
    at: startOfRun + 12_500,
  };
  const arrival = { ...usual.arrivals[1], deliveryId: 'later', arrivedAt: startOfRun + 20_000 };
  const record = createRun({
    spike: [...usual.spike, sentAfterwards],
    arrivals: [...late('delivery-100', 9000), arrival as RunRecord['arrivals'][number]],
  });

  // Sent 6.85 seconds into the run, it arrived 9.055 seconds later; the phase ends after 12.
  expect(measure(record).drainSeconds).toBeCloseTo(3.905);
});

it('counts an answer in the second in which it was given', () => {
  const spike = usual.spike.map((entry) =>
    entry.kind === 'answered' ? { ...entry, at: entry.at + 5000 } : entry,
  );
  // Of the 200 webhooks of the 10 seconds, the last 5 seconds' were answered after them.
  expect(measure(createRun({ spike })).rate.sustainedPerSecond).toBeCloseTo(10, 0);
});
