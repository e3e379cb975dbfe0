import { describe, expect, it } from 'vitest';
import { createRun, plan, startOfRun, withAnswers } from '../fixtures/run.ts';
import type { Arrival, RunRecord } from '../run-record.ts';
import type { Answered, Sample } from '../samples/sample.ts';
import type { GateName } from './scenarios.ts';
import { judge } from './verdict.ts';

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
  expect(counts).toMatchObject({
    sent: 205,
    toTake: 205,
    taken: 205,
    accepted: 205,
    processed: 205,
  });
  const others = Object.entries(counts).filter(
    ([name]) => !['sent', 'toTake', 'taken', 'accepted', 'processed'].includes(name),
  );
  expect(others.filter(([, count]) => count !== 0)).toEqual([]);
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

it('fails a run whose webhooks something else took, valid or not', () => {
  const samples = answeredOtherwise('1-8', { status: 200, isForeign: true });
  const { gates, verdict, ids } = judge(createRun({ samples }));

  expect(gates.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['foreign']);
  expect(verdict).toBe('failed');
  expect(ids.lost).toEqual([]);
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

  it('takes nothing for filtered where nobody knows the routes, but what the stage says it is', () => {
    const webhooks = plan.webhooks.map(({ to: _, ...each }) => each);
    const arrivals = withoutArrivals('delivery-7', 'delivery-8');
    const record = createRun({
      ...{ plan: { ...plan, webhooks }, arrivals, filtered: ['delivery-8'] },
    });
    expect(judge(record).counts).toMatchObject({ processed: 203, filtered: 1, lost: 1 });
  });

  it('wants an arrival at each destination that the routes name', () => {
    const webhooks = plan.webhooks.map((each) => ({ ...each, to: ['app', 'archive'] }));
    const { counts } = judge(createRun({ plan: { ...plan, webhooks } }));

    expect(counts).toMatchObject({ processed: 0, lost: 205 });
  });

  it('takes for in flight only what was found there, whatever the queue holds', () => {
    const arrivals = withoutArrivals('delivery-7', 'delivery-8', 'delivery-9');
    const backlog = [{ at: startOfRun + 60_000, waiting: 5, inFlight: 1 }];
    const inFlight = ['delivery-7', 'delivery-8', 'a-stranger'];
    const { counts, ids, verdict } = judge(createRun({ arrivals, backlog, inFlight }));

    expect(counts).toMatchObject({ inFlight: 2, lost: 1 });
    expect(ids.lost).toEqual(['delivery-9']);
    expect(verdict).toBe('failed');
  });

  it('calls a run unfinished where nobody can look into a queue that is not empty', () => {
    const arrivals = withoutArrivals('delivery-7', 'delivery-8');
    const backlog = [{ at: startOfRun + 60_000, waiting: 1, inFlight: 0 }];
    const { counts, verdict } = judge(createRun({ arrivals, backlog }));

    expect(counts).toMatchObject({ inFlight: 2, lost: 0 });
    expect(verdict).toBe('unfinished');
  });

  it('fails a run in which a webhook arrived and was dead-lettered too', () => {
    const record = createRun({ deadLetters: ['delivery-7'] });

    expect(failedGates(record)).toEqual(['twoEnds', 'deadLettered']);
    expect(judge(record).ids.twoEnds).toEqual(['delivery-7']);
    expect(judge(record).verdict).toBe('failed');
  });

  it('takes it for one end where one destination got it and another did not', () => {
    const webhooks = plan.webhooks.map((each) => ({ ...each, to: ['app', 'archive'] }));
    const record = createRun({ plan: { ...plan, webhooks }, deadLetters: ['delivery-7'] });

    expect(judge(record).counts.twoEnds).toBe(0);
  });

  it('fails a run in which something arrived where no route sends it', () => {
    const arrivals = [...usual.arrivals, { ...arrivalOf('delivery-8'), destination: 'archive' }];

    expect(failedGates(createRun({ arrivals }))).toEqual(['misrouted']);
    expect(judge(createRun({ arrivals })).ids.misrouted).toEqual(['delivery-8']);
  });
});

describe('what is sent to be refused', () => {
  /** The request 1-8, signed wrongly, and answered so. */
  const hostile = (answer: Partial<Answered>) =>
    createRun({
      plan: { ...plan, scenario: 'hostile' },
      samples: usual.samples.map((one) => {
        if (!('request' in one) || one.request !== '1-8') return one;
        return one.kind === 'sent'
          ? { ...one, intent: 'old' as const, refusal: 'timestamp-expired' }
          : ({ ...one, ...answer } as Answered);
      }),
      arrivals: withoutArrivals('delivery-8'),
    });

  it('has to be refused, for its own reason', () => {
    const record = hostile({ status: 401, reason: 'timestamp-expired' });
    expect(failedGates(record)).toEqual([]);
    expect(judge(record).counts).toMatchObject({ toTake: 204, accepted: 204, rejected: 0 });
    expect(failedGates(hostile({ status: 401, reason: 'signature-mismatch' }))).toEqual([
      'reasons',
    ]);
  });

  it('fails the run, valid or not, where it is taken', () => {
    expect(failedGates(hostile({ status: 202 }))).toEqual(['forged']);
    expect(judge(hostile({ status: 202 })).verdict).toBe('failed');
  });

  it('may not slow down the others by more than a fifth', () => {
    const { samples, ...record } = hostile({ status: 401, reason: 'timestamp-expired' });
    const slower = withAnswers(samples, (one) => [
      one.at > startOfRun + 2100 ? { ...one, at: one.at + 60 } : one,
    ]);
    expect(failedGates({ ...record, samples: slower })).toEqual(['hostile']);
  });
});

describe('what is sent again', () => {
  const again = (intent: 'repeated' | 'replayed') => {
    const [sent, answered] = usual.samples.filter(
      (one) => 'request' in one && one.request === '1-8',
    );
    return [
      { ...sent, request: '1-again', intent } as Sample,
      { ...answered, request: '1-again' } as Sample,
    ];
  };

  it('is one delivery, that arrives once', () => {
    const samples = [...usual.samples, ...again('repeated'), ...again('replayed')];
    const { counts, verdict } = judge(createRun({ samples }));

    expect(counts).toMatchObject({ sent: 207, toTake: 207, accepted: 205, processed: 205 });
    expect(verdict).toBe('passed');
  });

  it('fails the run where it arrives twice', () => {
    const samples = [...usual.samples, ...again('repeated')];
    const arrivals = [...usual.arrivals, arrivalOf('delivery-8')];

    expect(failedGates(createRun({ samples, arrivals }))).toEqual(['duplicate']);
  });
});

describe('poison', () => {
  const samples = usual.samples.map((one) =>
    one.kind === 'sent' && one.request === '1-8' ? { ...one, intent: 'poison' as const } : one,
  );
  const arrivals = withoutArrivals('delivery-8');

  it('has to become a dead letter, and nothing else may', () => {
    const record = createRun({ samples, arrivals, deadLetters: ['delivery-8'] });

    expect(failedGates(record)).toEqual([]);
    expect(judge(record).counts).toMatchObject({ poisoned: 1, poisonLeft: 0, deadLettered: 0 });
  });

  it('fails the run where it arrives', () => {
    expect(failedGates(createRun({ samples }))).toEqual(['poison']);
  });

  it('is lost where it is nowhere', () => {
    expect(failedGates(createRun({ samples, arrivals }))).toEqual(['lost', 'poison']);
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
    'answered one in fifty later than thrice its calm phase, and than anybody notices': {
      gate: 'latency',
      run: {
        samples: withAnswers(usual.samples, (one) => [
          one.at > startOfRun + 2100 && Number(one.request.slice(-2)) % 50 === 0
            ? { ...one, at: one.at + 250 }
            : one,
        ]),
      },
    },
    'answered one in fifty later than its ceiling': {
      gate: 'ceiling',
      run: {
        plan: { ...plan, ceilingMs: 100 },
        samples: withAnswers(usual.samples, (one) => [
          one.at > startOfRun + 2100 && Number(one.request.slice(-2)) % 50 === 0
            ? { ...one, at: one.at + 100 }
            : one,
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
    'let a webhook wait for as long as the alarm on the age of the queue allows': {
      gate: 'age',
      run: {
        arrivals: usual.arrivals.map((arrival, index) =>
          index === 3 ? { ...arrival, receivedAt: arrival.arrivedAt - 120_000 } : arrival,
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
        inFlight: ['delivery-7'],
      },
    },
  };

  it.each(Object.entries(failing))('fails a run that %s', (_, { gate, run }) => {
    const record = createRun(run);

    expect(failedGates(record)).toEqual([gate]);
    expect(judge(record).verdict).toBe('failed');
  });
});

describe('what a scenario promises and nobody looked at', () => {
  const soak = createRun({ plan: { ...plan, scenario: 'soak' } });
  const named = (record: RunRecord) => judge(record).notLookedAt.map(({ gate }) => gate);

  it('is named', () => {
    expect(named(soak)).toEqual(['memoryGrowth']);
    expect(named({ ...soak, memory: [] })).toEqual([]);
    expect(named(usual)).toEqual([]);
  });

  it('is not wanted of a stage on AWS that can not tell, which is said', () => {
    const onAws = { ...soak, isOnAws: true };
    expect(named(onAws)).toEqual([]);
    expect(judge(onAws).untold).toContainEqual(
      expect.stringMatching(/^Not on AWS: Growth that is shown: memory: Lambda /),
    );
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

    expect(failedGates(record)).toEqual(['rate']);
    expect(judge(record).verdict).toBe('invalid');
  });

  it('calls a run invalid when the generator sent everything, but late', () => {
    const samples = usual.samples.map((one) =>
      one.kind === 'sent' && one.dueAt > startOfRun + 11_500
        ? { ...one, sentAt: one.dueAt + 1000 }
        : one,
    );
    expect(failedGates(createRun({ samples }))).toEqual(['lateness']);
    expect(judge(createRun({ samples })).verdict).toBe('invalid');
  });

  it('calls a run invalid when the generator itself was at its limit', () => {
    const samples = usual.samples.map((one) =>
      one.kind === 'load' ? { ...one, cpuShare: 0.8 } : one,
    );
    expect(failedGates(createRun({ samples }))).toEqual(['generator']);
    expect(judge(createRun({ samples })).verdict).toBe('invalid');
  });

  it.each([
    [401, 'failed'],
    [503, 'invalid'],
  ])('has a webhook answered %d by such a generator, and calls the run %s', (status, verdict) => {
    const samples = usual.samples.map((one) => {
      if (one.kind === 'load') return { ...one, cpuShare: 0.8 };
      return one.kind === 'answered' && one.request === '1-8' ? { ...one, status } : one;
    });
    const arrivals = usual.arrivals.filter(({ deliveryId }) => deliveryId !== 'delivery-8');
    expect(judge(createRun({ samples, arrivals })).verdict).toBe(verdict);
  });

  it('does not pass a run in which nothing was sent', () => {
    const record = createRun({ warmUp: [], samples: [], arrivals: [] });

    expect(judge(record).verdict).toBe('invalid');
    expect(failedGates(record)).toContain('latency');
  });
});
