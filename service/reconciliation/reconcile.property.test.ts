import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeliveryLogError, type LogFailure } from '../errors.ts';
import { runs } from '../webhook/vectors/property-runs.ts';
import { mostAsks } from './decision.ts';
import type { Redelivery } from './delivery-log.ts';
import { reconcile } from './reconcile.ts';
import { aSender, KilledError } from './reconciliation-fixture.ts';

const minuteMs = 60_000;
type World = ReturnType<typeof aSender>;

const outcomes = ['delivered', 'failed', 'failed', 'pending', 'refused', 'void', 'late'] as const;
type Outcome = (typeof outcomes)[number];

const reasons = ['throttled', 'unavailable', 'forbidden', 'place-lost'] as const;

const step = fc.record({
  minutes: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 60, max: 600 })),
  webhooks: fc.array(
    fc.record({
      outcome: fc.constantFrom(...outcomes),
      ageMinutes: fc.nat(600),
      /** Its row is in the log only now. */
      lateMinutes: fc.oneof(fc.constant(0), fc.nat(30)),
    }),
    { maxLength: 12 },
  ),
  isWell: fc.boolean(),
  redelivered: fc.constantFrom('comes', 'fails', 'vanishes', 'says delivered'),
  killedAfter: fc.option(fc.nat(60)),
  /** So many fail while pages are read. */
  arriving: fc.nat(5),
  /** What the sender answers to asks, and to requests for its log from this page on. */
  answer: fc.constantFrom('requested', 'requested', 'gone', 'refused', ...reasons),
  trouble: fc.option(fc.record({ page: fc.nat(4), reason: fc.constantFrom(...reasons) })),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const effects: Readonly<Record<Outcome, (world: World, id: string, at: number) => void>> = {
  delivered: (world, id, at) => world.send(id, { at }),
  failed: (world, id, at) => world.send(id, { at, outcome: 'failed' }),
  pending: (world, id, at) => world.send(id, { at, outcome: 'pending' }),
  refused: (world, id, at) => world.send(id, { at, outcome: 'refused' }),
  void(world, id, at) {
    world.send(id, { at });
    world.had.delete(id);
  },
  late(world, id, at) {
    world.send(id, { at, outcome: 'failed' });
    world.had.add(id);
  },
};

function trouble(reason: LogFailure): DeliveryLogError {
  return new DeliveryLogError('The log is in trouble', { reason, retryAfterSeconds: 900 });
}

function answerTo(answer: Step['answer']): Redelivery {
  if (answer === 'requested' || answer === 'gone' || answer === 'refused') return answer;
  if (answer === 'throttled') return { retryAfterSeconds: 900 };
  throw trouble(answer);
}

async function play(world: World, steps: readonly Step[]): Promise<ReadonlyMap<string, Outcome>> {
  const sent = new Map<string, Outcome>();
  const send = (outcome: Outcome, at: number) => {
    effects[outcome](world, `w${sent.size}`, at);
    sent.set(`w${sent.size}`, outcome);
  };
  for (const { minutes, webhooks, isWell, redelivered, killedAfter, arriving, ...given } of steps) {
    world.pass(minutes);
    // A log is in order of time, more or less.
    const ages = webhooks.map(({ ageMinutes }) => ageMinutes % minutes).toSorted((a, b) => b - a);
    for (const [n, { outcome, lateMinutes }] of webhooks.entries()) {
      send(outcome, world.now - ((ages[n] ?? 0) + lateMinutes) * minuteMs);
    }
    let page = 0;
    const beforePage = () => {
      if (page < arriving) send('failed', world.now);
      if (given.trouble && page >= given.trouble.page) throw trouble(given.trouble.reason);
      page++;
    };
    const answer = () => answerTo(given.answer);
    Object.assign(world, { isWell, redelivered: () => redelivered, beforePage, answer });
    world.killAfter(killedAfter ?? Number.POSITIVE_INFINITY);
    await reconcile(world.ports()).catch((error: unknown) => {
      if (!(error instanceof KilledError)) throw error;
    });
  }
  return sent;
}

async function recover(world: World): Promise<void> {
  world.killAfter(Number.POSITIVE_INFINITY);
  Object.assign(world, { isWell: true, redelivered: () => 'comes', beforePage: () => {} });
  world.answer = () => 'requested';
  for (let run = 0; run < 12 * 6; run++) {
    world.pass(5);
    await reconcile(world.ports());
  }
}

/** Pairs of asks for the same webhook that are closer than they may be. */
function tooClose({ asked }: World) {
  return [...Map.groupBy(asked, ({ id }) => id).values()].flatMap((asks) =>
    asks.filter(({ at }, n) => {
      const before = asks[n - 1]?.at ?? Number.NEGATIVE_INFINITY;
      return n >= mostAsks || at - before < 5 * minuteMs * 2 ** Math.max(0, n - 1) - 1_000;
    }),
  );
}

it('misses nothing silently and asks for nothing twice, wherever a run is killed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 15 }),
      fc.integer({ min: 1, max: 5 }),
      async (steps, pageSize) => {
        const world = aSender({ pageSize });
        await reconcile(world.ports());
        world.pass(30);
        const sent = await play(world, steps);
        await recover(world);

        const ended = world.reports.flatMap((report) => report.ended);
        const told = new Set(ended.flatMap(({ id, end }) => (end === 'arrived' ? [] : [id])));
        expect([...sent.keys()].filter((id) => !world.had.has(id) && !told.has(id))).toEqual([]);
        expect(tooClose(world)).toEqual([]);
        const wrongly = world.asked.map(({ id }) => sent.get(id) ?? 'unknown');
        expect(wrongly.filter((outcome) => /refused|late|void|unknown/.test(outcome))).toEqual([]);
      },
    ),
    runs(1_000),
  );
});
