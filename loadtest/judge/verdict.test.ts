import { describe, expect, it } from 'vitest';
import { createRun, plan, startOfRun, withAnswers } from '../fixtures/run.ts';
import type { Arrival, RunRecord } from '../run-record.ts';
import type { Answered } from '../samples/sample.ts';
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
const answeredOtherwise = (request: string, change: Partial<Answered>) =>
  withAnswers(usual.samples, (one) => [one.request === request ? { ...one, ...change } : one]);

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
    foreign: 0,
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
    const samples = answeredOtherwise('1-8', { status: 401 });
    expect(failedGates(createRun({ samples }))).toEqual(['unexpected', 'rejected']);
  });

  it('takes no offence at an unanswered webhook that arrived', () => {
    const samples = withAnswers(usual.samples, (one) => (one.request === '1-8' ? [] : [one]));
    const { counts } = judge(createRun({ samples }));

    expect(counts).toMatchObject({ accepted: 204, unavailable: 1, unexpected: 0, lost: 0 });
  });

  it('still fails a run that lost a webhook when the generator was too slow', () => {
    const samples = usual.samples.slice(0, 300);
    const arrivals = withoutArrivals('delivery-7');

    expect(judge(createRun({ samples, arrivals })).verdict).toBe('failed');
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
        plan: {
          ...plan,
          webhooks: plan.webhooks.map((each) => ({
            ...each,
            to: each.type === 'ping' ? [] : ['app'],
          })),
        },
      }),
    );
    expect(counts).toMatchObject({ processed: 103, filtered: 102, lost: 0 });
    expect(verdict).toBe('passed');
  });

  it('wants an arrival at each destination that the routes name', () => {
    const webhooks = plan.webhooks.map((each) => ({ ...each, to: ['app', 'archive'] }));
    const { counts } = judge(createRun({ plan: { ...plan, webhooks } }));

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
        samples: answeredOtherwise('1-8', { status: 401 }),
        arrivals: withoutArrivals('delivery-8'),
      },
    },
    'answered a thousandth with 503': {
      gate: 'unavailable',
      run: {
        samples: answeredOtherwise('1-8', { status: 503 }),
      },
    },
    'answered one in fifty too late': {
      gate: 'latency',
      run: {
        samples: withAnswers(usual.samples, (one) => [
          Number(one.request.slice(-2)) % 50 === 0 ? { ...one, at: one.at + 10_001 } : one,
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
    const isFew = (name: string) => Number(name.split('-')[1]) < 100;
    const samples = usual.samples.filter((one) => !('request' in one) || isFew(one.request));
    const arrivals = usual.arrivals.filter(
      ({ deliveryId }) => deliveryId === 'delivery-1000' || isFew(deliveryId),
    );
    const record = createRun({ samples, arrivals });

    expect(failedGates(record)).toEqual(['accepted', 'rate']);
    expect(judge(record).verdict).toBe('invalid');
  });

  it('calls a run invalid when the generator sent everything, but late', () => {
    const samples = usual.samples.map((one) =>
      one.kind === 'sent' && one.dueAt > startOfRun + 11_500
        ? { ...one, sentAt: one.dueAt + 1000 }
        : one,
    );
    expect(failedGates(createRun({ samples }))).toEqual(['rate']);
    expect(judge(createRun({ samples })).verdict).toBe('invalid');
  });

  it('calls a run invalid when the generator itself was at its limit', () => {
    const samples = usual.samples.map((one) =>
      one.kind === 'load' ? { ...one, cpuShare: 0.8 } : one,
    );
    expect(failedGates(createRun({ samples }))).toEqual(['generator']);
    expect(judge(createRun({ samples })).verdict).toBe('invalid');
  });

  it('does not pass a run in which nothing was sent', () => {
    const record = createRun({ warmUp: [], samples: [], arrivals: [] });

    expect(judge(record).verdict).toBe('invalid');
    expect(failedGates(record)).toContain('latency');
  });
});
