import { expect, it } from 'vitest';
import { createRun, startOfRun, withAnswers } from '../fixtures/run.ts';
import type { RunRecord } from '../run-record.ts';
import type { Sample } from '../samples/sample.ts';
import { measure } from './measure.ts';

const usual = createRun();

it('takes the latency of the sustained phase apart from that of the whole spike', () => {
  const samples = withAnswers(usual.samples, (one) => [
    one.at < startOfRun + 2000 ? { ...one, at: one.at + 888 } : one,
  ]);
  const { latency } = measure(createRun({ samples }));

  expect(latency.sustained.total).toMatchObject({ count: 200, p50: 12, max: 12 });
  expect(latency.overall.total).toMatchObject({ count: 204, p50: 12, max: 900 });
  expect(latency.overall.firstByte).toMatchObject({ p99: 10 });
});

it('measures rate, backlog and the way from receipt to arrival', () => {
  const { rate, backlogPeak, endToEnd, drainSeconds } = measure(usual);

  expect(rate).toEqual({
    planned: 204,
    achieved: 204,
    sustainedPerSecond: 20,
  });
  expect(backlogPeak).toBe(5);
  expect(endToEnd).toMatchObject({ count: 204, p50: 50, max: 50 });
  // The last one is due 50 ms before the phase ends, and arrives 55 ms later.
  expect(drainSeconds).toBeCloseTo(0.005);
});

it("takes the busiest worker's share of a core, in the sustained phase alone", () => {
  const loadOf = (worker: string, second: number, cpuShare: number): Sample => ({
    kind: 'load',
    worker,
    at: startOfRun + second * 1000,
    cpuShare,
  });
  const samples = [...usual.samples, loadOf('2', 3, 0.8), loadOf('2', 4, 0.6), loadOf('3', 0, 1)];

  expect(measure(createRun({ samples })).generatorCpuShare).toBeCloseTo(0.7);
});

it('counts the time to drain from the end of the sustained phase, and of nothing sent later', () => {
  const late = (id: string, byMs: number) =>
    usual.arrivals.map((arrival) =>
      arrival.deliveryId === id ? { ...arrival, arrivedAt: arrival.arrivedAt + byMs } : arrival,
    );
  const [first] = usual.samples;
  const at = startOfRun + 12_500;
  const sentAfterwards = {
    ...first,
    request: '1-later',
    id: 'later',
    dueAt: at,
    sentAt: at,
  } as Sample;
  const arrival = { ...usual.arrivals[1], deliveryId: 'later', arrivedAt: startOfRun + 20_000 };
  const record = createRun({
    samples: [...usual.samples, sentAfterwards],
    arrivals: [...late('delivery-100', 9000), arrival as RunRecord['arrivals'][number]],
  });

  // Due 6.8 seconds into the run, it arrived 9.055 seconds later; the phase ends after 12.
  expect(measure(record).drainSeconds).toBeCloseTo(3.855);
});

it('counts an answer in the second in which it was given', () => {
  const samples = withAnswers(usual.samples, (one) => [{ ...one, at: one.at + 5000 }]);
  // Of the 200 webhooks of the 10 seconds, the last 5 seconds' were answered after them.
  expect(measure(createRun({ samples })).rate.sustainedPerSecond).toBeCloseTo(10, 0);
});

it('counts what nobody answered as long as its sender waited', () => {
  const samples = withAnswers(usual.samples, (one) =>
    Number(one.request.slice(-2)) % 50 === 0 ? [] : [one],
  );
  const { latency } = measure(createRun({ samples }));

  expect(latency.sustained.total).toMatchObject({ count: 200, p50: 12, p99: 10_000 });
});

it('shows a generator that stalled for two seconds, in lateness and in latency', () => {
  const [from, to] = [startOfRun + 5000, startOfRun + 7000];
  const samples = usual.samples.map((one) => {
    const at = one.kind === 'sent' ? one.dueAt : one.at;
    if (at < from || at >= to) return one;
    return one.kind === 'sent' ? { ...one, sentAt: to } : { ...one, at: to + 12 };
  });
  const { lateness, latency } = measure(createRun({ samples }));

  expect(lateness?.p99).toBeGreaterThan(1800);
  expect(latency.sustained.total?.p99).toBeGreaterThan(1800);
});
