import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { shareCircuits } from '../../test/factories/shared-circuits.ts';
import {
  type Circuit,
  type CircuitEvent,
  closedCircuit,
  isSameForAll,
  next,
} from '../webhook/circuit.ts';
import { runs } from '../webhook/vectors/property-runs.ts';
import { SharedCircuit } from './shared-circuit.ts';

vi.setConfig({ testTimeout: 60_000 });

const failures = 3;
const step = fc.record({
  kind: fc.constantFrom('answered', 'failed', 'failed', 'failed', 'probe'),
  ms: fc.nat(15_000),
  /** How many calls of the store are let through. */
  calls: fc.nat(2),
});
const steps = fc.array(step, { maxLength: 40, size: 'max' });

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function eventOf(kind: Step['kind'], circuit: Circuit, at: number): CircuitEvent {
  if (kind === 'probe') return { kind: 'probe-granted', at, probe: at + 40_000 };
  return { kind, at, probe: circuit.state === 'probing' ? circuit.probeUntil : undefined };
}

it('is known at once to the function that found it out, and to the others in the end, however slow the store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, async (scheduler, taken) => {
      let now = Date.UTC(2026, 10, 23, 12);
      const { versions, store } = shareCircuits();
      const shared = new SharedCircuit('app', {
        failures,
        store: { ...store, replace: scheduler.scheduleFunction(store.replace) },
        now: () => now,
        onOpen: () => undefined,
        onStoreError: () => undefined,
      });
      let expected: Circuit = closedCircuit;
      for (const { kind, ms, calls } of taken) {
        now += ms;
        const event = eventOf(kind, expected, now);
        expected = next(expected, event, failures);
        void shared.note(event);
        expect(shared.circuit).toEqual(expected);
        await scheduler.waitNext(Math.min(calls, scheduler.count()));
        expect(shared.circuit).toEqual(expected);
      }
      await scheduler.waitIdle();
      await shared.settled();
      expect(shared.circuit).toEqual(expected);
      const { circuit = closedCircuit } = versions.get('app') ?? {};
      expect(isSameForAll(circuit, expected)).toBe(true);
    }),
    runs(2_000),
  );
});
