import fc, { type Scheduler } from 'fast-check';
import { expect, it, vi } from 'vitest';
import { shareCircuits } from '../../test/factories/shared-circuits.ts';
import { DeliveryError, PermanentError } from '../errors.ts';
import { type Circuit, type Rest, restEnd } from '../webhook/circuit.ts';
import { runs } from '../webhook/vectors/property-runs.ts';
import { createCircuitBreakers } from './circuit-breakers.ts';

vi.setConfig({ testTimeout: 60_000 });

const failures = 3;
const longestDeliveryMs = 25_000;

const failed = new DeliveryError('Destination app answered 503');
const ownFailure = new TypeError('A transform threw');
const refused = new PermanentError('Destination app answered 410', { reason: 'refused' });

interface Delivery {
  readonly startedAt: number;
  /** By its function's clock. */
  readonly startedAtThere: number;
  end(error?: Error): void;
}
const noted: (delivery: Delivery) => void = () => undefined;

/**
 * Functions that share one store. They all see the same time, except for the seconds by which their clocks are off.
 * The scheduler decides when each call reaches the store, and when its answer reaches the caller.
 */
function aFleet(scheduler: Scheduler, offsetsMs: readonly number[]) {
  const { versions, store } = shareCircuits();
  const underWay: Delivery[] = [];
  const fleet = { now: Date.UTC(2026, 10, 23, 12), isStoreAway: false, onStart: noted };
  const slow = async <T>(call: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve());
    if (fleet.isStoreAway) throw new Error('the table is away');
    const answer = await call();
    await scheduler.schedule(Promise.resolve());
    return answer;
  };
  const functions = offsetsMs.map((offsetMs) => {
    const now = () => fleet.now + offsetMs;
    const circuits = createCircuitBreakers({
      destinations: ['app'],
      failures,
      now,
      store: {
        read: (destination) => slow(() => store.read(destination)),
        replace: (...parts) => slow(() => store.replace(...parts)),
      },
      onOpen: () => undefined,
      onStoreError: () => undefined,
    });
    const work = () =>
      new Promise<void>((resolve, reject) => {
        const delivery = {
          startedAt: fleet.now,
          startedAtThere: now(),
          end(error?: Error) {
            underWay.splice(underWay.indexOf(delivery), 1);
            if (error === undefined) resolve();
            else reject(error);
          },
        };
        underWay.push(delivery);
        fleet.onStart(delivery);
      });
    const batch = new Set<Promise<unknown>>();
    return {
      deliver() {
        const delivery = circuits.check('app').then(() => circuits.run('app', work));
        const ended = delivery.then(
          () => 'delivered',
          (error: Error) => error.name,
        );
        batch.add(ended);
        return ended.finally(() => batch.delete(ended));
      },
      /** Ends its invocation, if none of its work is under way. */
      async finish() {
        if (batch.size === 0) await circuits.settled();
      },
    };
  });
  return Object.assign(fleet, { functions, underWay, circuit: () => versions.get('app')?.circuit });
}
type Fleet = ReturnType<typeof aFleet>;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('webhook' as const), of: fc.nat(19) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('finish' as const), of: fc.nat(19) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('let' as const), messages: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(15_000) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(19),
      error: fc.constantFrom(failed, failed, ownFailure, refused, undefined),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('store' as const), isAway: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(fleet: Fleet, scheduler: Scheduler, one: Step): Promise<void> {
  const { functions, underWay } = fleet;
  if (one.kind === 'webhook') void functions[one.of % functions.length]?.deliver();
  if (one.kind === 'finish') void functions[one.of % functions.length]?.finish();
  if (one.kind === 'let') await scheduler.waitNext(Math.min(one.messages, scheduler.count()));
  if (one.kind === 'end') underWay[one.which % underWay.length]?.end(one.error);
  if (one.kind === 'store') fleet.isStoreAway = one.isAway;
  if (one.kind === 'pass') pass(fleet, one.ms);
  await new Promise(setImmediate);
}

function pass(fleet: Fleet, ms: number): void {
  fleet.now += ms;
  for (const delivery of [...fleet.underWay]) {
    if (fleet.now >= delivery.startedAt + longestDeliveryMs) delivery.end(failed);
  }
}

async function open(fleet: Fleet, scheduler: Scheduler): Promise<void> {
  const [first] = fleet.functions;
  for (let i = 0; i < failures; i++) {
    void first?.deliver();
    await scheduler.waitIdle();
    fleet.underWay[0]?.end(failed);
    await scheduler.waitIdle();
  }
  expect(fleet.circuit()?.state).toBe('open');
}

const offsets = fc.array(fc.integer({ min: -5_000, max: 5_000 }), {
  minLength: 1,
  maxLength: 20,
  size: 'max',
});
const steps = fc.array(step, { maxLength: 120, size: 'max' });

const someRuns = runs(1_000);

it('sends one probe at a time to a destination that rests, and none before the rest is over', async () => {
  const isAnswer = (one: Step) =>
    one.kind === 'end' && (one.error === refused || one.error === undefined);
  // A function that can't read the store doesn't know about the rest.
  const isTaken = (one: Step) => one.kind !== 'store' && !isAnswer(one);
  let probes = 0;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), offsets, steps, async (scheduler, offsetsMs, taken) => {
      const fleet = aFleet(scheduler, offsetsMs);
      await open(fleet, scheduler);
      const starts: { circuit: Circuit | undefined; at: number; underWay: number }[] = [];
      fleet.onStart = ({ startedAtThere: at }) =>
        starts.push({ at, circuit: fleet.circuit(), underWay: fleet.underWay.length });
      for (const one of taken.filter(isTaken)) await take(fleet, scheduler, one);
      probes += starts.length;
      for (const { circuit, at, underWay } of starts) {
        expect({ state: circuit?.state, underWay }).toEqual({ state: 'probing', underWay: 1 });
        expect(at).toBeGreaterThanOrEqual(restEnd(circuit as Extract<Circuit, Rest>));
      }
    }),
    someRuns,
  );
  expect(probes).toBeGreaterThan(someRuns.numRuns / 2);
});

it('delivers again by every function soon after the destination is back, whatever happened before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), offsets, steps, async (scheduler, offsetsMs, taken) => {
      const fleet = aFleet(scheduler, offsetsMs);
      for (const one of taken) await take(fleet, scheduler, one);
      fleet.isStoreAway = false;
      fleet.onStart = (delivery) => delivery.end(failed);
      for (const delivery of [...fleet.underWay]) delivery.end(failed);
      await scheduler.waitIdle();
      fleet.now += 320_000; // the longest rest, plus the difference of the clocks
      fleet.onStart = (delivery) => delivery.end();
      for (const one of fleet.functions) {
        const delivered = one.deliver();
        await scheduler.waitIdle();
        expect(await delivered).toBe('delivered');
        void one.finish();
        await scheduler.waitIdle();
      }
    }),
    someRuns,
  );
});
