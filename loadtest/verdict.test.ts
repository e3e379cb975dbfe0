import { describe, expect, it } from 'vitest';
import { createRun, startOfRun } from './fixtures/run.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Arrival, RunRecord } from './run-record.ts';
import { type GateName, judge } from './verdict.ts';

const failedGates = (record: RunRecord) =>
  judge(record)
    .gates.filter(({ passed }) => !passed)
    .map(({ name }) => name);

const usual = createRun();
const arrivalOf = (id: string) =>
  usual.arrivals.find(({ deliveryId }) => deliveryId === id) as Arrival;
const withoutArrivals = (...ids: string[]) =>
  usual.arrivals.filter(({ deliveryId }) => !ids.includes(deliveryId));
const withAnswers = (change: (entry: LedgerEntry & { kind: 'answered' }) => LedgerEntry[]) =>
  usual.spike.flatMap((entry) => (entry.kind === 'answered' ? change(entry) : [entry]));

it('passes a run in which each accepted webhook arrived once', () => {
  const { verdict, counts, gates } = judge(usual);

  expect(gates.filter(({ passed }) => !passed)).toEqual([]);
  expect(verdict).toBe('passed');
  expect(counts).toEqual({
    sent: 205,
    accepted: 205,
    processed: 205,
    rejected: 0,
    unavailable: 0,
    filtered: 0,
    deadLettered: 0,
    duplicate: 0,
    inFlight: 0,
    lost: 0,
    altered: 0,
    unexpected: 0,
  });
});

describe('conservation', () => {
  it('fails a run that lost one webhook, and names it', () => {
    const { verdict, counts, ids } = judge(createRun({ arrivals: withoutArrivals('delivery-7') }));

    expect(verdict).toBe('failed');
    expect(counts).toMatchObject({ accepted: 205, processed: 204, lost: 1 });
    expect(ids.lost).toEqual(['delivery-7']);
  });

  it('is not deceived by an equal number of arrivals', () => {
    const arrivals = [...withoutArrivals('delivery-7'), arrivalOf('delivery-8')];
    const { counts } = judge(createRun({ arrivals }));

    expect(arrivals).toHaveLength(205);
    expect(counts).toMatchObject({ lost: 1, duplicate: 1 });
  });

  it('fails a run that delivered one webhook twice, and names it', () => {
    const arrivals = [...usual.arrivals, arrivalOf('delivery-8')];
    const { verdict, counts, ids } = judge(createRun({ arrivals }));

    expect(verdict).toBe('failed');
    expect(counts).toMatchObject({ processed: 205, duplicate: 1, lost: 0 });
    expect(ids.duplicate).toEqual(['delivery-8']);
  });

  it('fails a run in which a body arrived altered', () => {
    const arrivals = [
      ...withoutArrivals('delivery-8'),
      { ...arrivalOf('delivery-8'), sha256: 'other' },
    ];
    expect(failedGates(createRun({ arrivals }))).toEqual(['altered']);
    expect(judge(createRun({ arrivals })).verdict).toBe('failed');
  });

  it('fails a run in which something arrived that was never sent', () => {
    const arrivals = [...usual.arrivals, { ...arrivalOf('delivery-8'), deliveryId: 'a-stranger' }];

    expect(failedGates(createRun({ arrivals }))).toEqual(['unexpected']);
  });

  it('fails a run in which a refused webhook arrived all the same', () => {
    const spike = withAnswers((entry) => [
      entry.id === 'delivery-8' ? { ...entry, status: 401 } : entry,
    ]);
    expect(failedGates(createRun({ spike }))).toEqual(['unexpected', 'rejected']);
  });

  it('takes no offence at an unanswered webhook that arrived', () => {
    const spike = withAnswers((entry) => (entry.id === 'delivery-8' ? [] : [entry]));
    const { counts } = judge(createRun({ spike }));

    expect(counts).toMatchObject({ accepted: 204, unavailable: 1, unexpected: 0, lost: 0 });
  });

  it('still fails a run that lost a webhook when the generator was too slow', () => {
    const spike = usual.spike.slice(0, 300);
    const arrivals = withoutArrivals('delivery-7');

    expect(judge(createRun({ spike, arrivals })).verdict).toBe('failed');
  });
});

describe('outcomes other than an arrival', () => {
  it('counts a dead-lettered webhook as such, not as lost', () => {
    const arrivals = withoutArrivals('delivery-7');
    const { verdict, counts } = judge(createRun({ arrivals, deadLetters: ['delivery-7'] }));

    expect(counts).toMatchObject({ processed: 204, deadLettered: 1, lost: 0 });
    expect(verdict).toBe('failed');
  });

  it('counts a webhook as filtered when no route wants its type', () => {
    const isPing = (id: string) => Number(id.slice('delivery-'.length)) % 2 === 1;
    const { verdict, counts } = judge(
      createRun({
        arrivals: usual.arrivals.filter(({ deliveryId }) => !isPing(deliveryId)),
        destinationsOf: (type) => (type === 'ping' ? [] : ['app']),
      }),
    );
    expect(counts).toMatchObject({ processed: 103, filtered: 102, lost: 0 });
    expect(verdict).toBe('passed');
  });

  it('wants an arrival at each destination that the routes name', () => {
    const { counts } = judge(createRun({ destinationsOf: () => ['app', 'archive'] }));

    expect(counts).toMatchObject({ processed: 0, lost: 205 });
  });

  it('counts what has no outcome yet as in flight, as far as the queue still holds messages', () => {
    const arrivals = withoutArrivals('delivery-7', 'delivery-8', 'delivery-9');
    const backlog = [{ at: startOfRun + 60_000, waiting: 1, inFlight: 1 }];
    const { counts } = judge(createRun({ arrivals, backlog }));

    expect(counts).toMatchObject({ inFlight: 2, lost: 1 });
  });
});

describe('service', () => {
  const failing: Record<string, { readonly gate: GateName; readonly run: Partial<RunRecord> }> = {
    'refused a webhook that was signed correctly': {
      gate: 'rejected',
      run: {
        spike: withAnswers((entry) => [
          entry.id === 'delivery-8' ? { ...entry, status: 401 } : entry,
        ]),
        arrivals: withoutArrivals('delivery-8'),
      },
    },
    'answered a thousandth with 503': {
      gate: 'unavailable',
      run: {
        spike: withAnswers((entry) => [
          entry.id === 'delivery-8' ? { ...entry, status: 503 } : entry,
        ]),
      },
    },
    'answered one in fifty too late': {
      gate: 'latency',
      run: {
        spike: withAnswers((entry) => [
          Number(entry.id.slice(-2)) % 50 === 0 ? { ...entry, totalMs: 10_001 } : entry,
        ]),
      },
    },
    'delivered one in fifty after the target': {
      gate: 'freshness',
      run: {
        arrivals: usual.arrivals.map((arrival, index) =>
          index % 50 === 3 ? { ...arrival, receivedAt: arrival.receivedAt - 40_000 } : arrival,
        ),
      },
    },
    'took too long to drain': {
      gate: 'drain',
      run: {
        arrivals: usual.arrivals.map((arrival, index) =>
          index === 204 ? { ...arrival, arrivedAt: arrival.arrivedAt + 30_100 } : arrival,
        ),
      },
    },
    'dead-lettered a webhook': {
      gate: 'deadLettered',
      run: { deadLetters: ['delivery-7'], arrivals: withoutArrivals('delivery-7') },
    },
    'did not empty its queue': {
      gate: 'inFlight',
      run: {
        arrivals: withoutArrivals('delivery-7'),
        backlog: [{ at: startOfRun + 60_000, waiting: 1, inFlight: 0 }],
      },
    },
  };

  it.each(Object.entries(failing))('fails a run that %s', (_, { gate, run }) => {
    const record = createRun(run);

    expect(failedGates(record)).toEqual([gate]);
    expect(judge(record).verdict).toBe('failed');
  });
});

describe('validity', () => {
  it('calls a run invalid, not failed, when the generator sent too little', () => {
    const spike = usual.spike.filter((entry) => !('id' in entry) || entry.id !== 'delivery-203');
    const fewer = spike.filter((entry) => !('id' in entry) || entry.id.length < 12);
    const arrivals = usual.arrivals.filter(
      ({ deliveryId }) => deliveryId === 'delivery-1000' || deliveryId.length < 12,
    );
    const record = createRun({ spike: fewer, arrivals });

    expect(failedGates(record)).toEqual(['accepted', 'rate']);
    expect(judge(record).verdict).toBe('invalid');
  });

  it('calls a run invalid when the generator sent everything, but late', () => {
    const spike = usual.spike.map((entry) =>
      entry.kind === 'sent' && entry.at > startOfRun + 11_500
        ? { ...entry, at: entry.at + 1000 }
        : entry,
    );
    expect(failedGates(createRun({ spike }))).toEqual(['rate']);
    expect(judge(createRun({ spike })).verdict).toBe('invalid');
  });

  it('calls a run invalid when the generator itself was at its limit', () => {
    const spike = usual.spike.map((entry) =>
      entry.kind === 'load' ? { ...entry, cpuShare: 0.8 } : entry,
    );
    expect(failedGates(createRun({ spike }))).toEqual(['generator']);
    expect(judge(createRun({ spike })).verdict).toBe('invalid');
  });

  it('does not pass a run in which nothing was sent', () => {
    const record = createRun({ examples: [], spike: [], arrivals: [] });

    expect(judge(record).verdict).toBe('invalid');
    expect(failedGates(record)).toContain('latency');
  });
});
