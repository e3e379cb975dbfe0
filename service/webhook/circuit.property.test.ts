import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  type Circuit,
  type CircuitEvent,
  closedCircuit,
  isSameForAll,
  next,
  probeSeconds,
  waitSeconds,
} from './circuit.ts';
import { propertyRuns, runs } from './vectors/property-runs.ts';

vi.setConfig({ testTimeout: 120_000 });

const start = Date.UTC(2026, 10, 23, 12);
const limit = fc.integer({ min: 1, max: 30 });
const pause = fc.oneof(fc.constant(0), fc.nat(20_000), fc.nat(400_000));

/** An event that a function may see, whether or not it holds the probe that it names. */
const happening = fc.record({
  pause,
  kind: fc.constantFrom(
    'answered',
    'failed',
    'failed',
    'failed',
    'probe-granted',
    'probe-given-up',
  ),
  isProbe: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function eventOf({ kind, isProbe }: Happening, circuit: Circuit, at: number): CircuitEvent {
  const held = circuit.state === 'probing' && isProbe ? circuit.probeUntil : undefined;
  if (kind === 'answered') return { kind, at };
  if (kind === 'failed') return { kind, at, probe: held };
  if (kind === 'probe-granted') return { kind, at, probe: at + probeSeconds * 1000 };
  return { kind: 'probe-given-up', at, probe: held ?? 1 };
}

interface Reached {
  readonly circuit: Circuit;
  readonly now: number;
}

function happen({ circuit, now }: Reached, one: Happening, failures: number): Reached {
  const at = now + one.pause;
  return { circuit: next(circuit, eventOf(one, circuit, at), failures), now: at };
}

/** Any circuit that can occur. */
const reached = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(happening, { maxLength: 20, size: 'max' }))
  .map(([failures, history]) => ({
    failures,
    ...history.reduce<Reached>((so, one) => happen(so, one, failures), {
      circuit: closedCircuit,
      now: start,
    }),
  }));

/** Any circuit that rests or is being probed. */
const resting = reached.filter(({ circuit }) => circuit.state !== 'closed');
const open = resting.map(({ circuit, now, failures }) => {
  const probe = circuit.state === 'probing' ? circuit.probeUntil : 0;
  return {
    now,
    failures,
    circuit: next(circuit, { kind: 'probe-given-up', at: now, probe }, failures),
  };
});
const probing = fc.tuple(open, pause).map(([{ circuit, now, failures }, pause]) => {
  const at = now + waitSeconds(circuit, now) * 1000 + pause;
  const probe = at + probeSeconds * 1000;
  const probed = next(circuit, { kind: 'probe-granted', at, probe }, failures);
  if (probed.state !== 'probing') throw new Error('A probe was not granted after the rest');
  return { circuit: probed, now: at, failures };
});

describe('any circuit', () => {
  it('opens with the last of so many failures in a row, and with nothing else', () => {
    fc.assert(
      fc.property(limit, fc.array(fc.nat(29)), fc.nat(40), (failures, rows, last) => {
        const failed = (times: number) => Array<'failed'>(times).fill('failed');
        const answered = rows.flatMap((row) => [...failed(row % failures), 'answered' as const]);
        const circuit = [...answered, ...failed(last)].reduce<Circuit>(
          (so, kind, index) => next(so, { kind, at: start + index }, failures),
          closedCircuit,
        );
        expect(circuit).toEqual(
          last < failures
            ? { state: 'closed', failures: last }
            : { state: 'open', since: start + answered.length + failures - 1, rests: 1 },
        );
      }),
      propertyRuns,
    );
  });

  it('lets nothing through while it rests, whoever asks and however often', () => {
    fc.assert(
      fc.property(open, fc.array(fc.nat(400_000)), ({ circuit, now, failures }, asked) => {
        for (const later of asked) {
          const at = now + later;
          const granted = next(circuit, { kind: 'probe-granted', at, probe: at + 1 }, failures);
          expect(granted.state).toBe(waitSeconds(circuit, at) > 0 ? 'open' : 'probing');
        }
      }),
      propertyRuns,
    );
  });

  it('grants one probe at a time', () => {
    fc.assert(
      fc.property(probing, fc.nat(80_000), ({ circuit, failures }, after) => {
        const at = circuit.probeUntil - probeSeconds * 1000 + after;
        const probe = at + probeSeconds * 1000;
        const granted = next(circuit, { kind: 'probe-granted', at, probe }, failures);
        const isOver = after >= probeSeconds * 1000;
        expect(granted).toEqual(isOver ? { ...circuit, probeUntil: probe } : circuit);
      }),
      propertyRuns,
    );
  });

  it('is closed by any answer that is not older than the failure which opened it', () => {
    fc.assert(
      fc.property(reached, pause, ({ circuit, now, failures }, later) => {
        expect(next(circuit, { kind: 'answered', at: now + later }, failures)).toEqual(
          closedCircuit,
        );
        if (circuit.state === 'closed') return;
        const older = { kind: 'answered', at: circuit.since - 1 } as const;
        expect(next(circuit, older, failures)).toBe(circuit);
      }),
      propertyRuns,
    );
  });

  it('rests for 10 s, and twice as long after each failed probe, up to 300 s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), limit, (probes, failures) => {
        let circuit = closedCircuit;
        let now = start;
        for (let i = 0; i < failures; i++)
          circuit = next(circuit, { kind: 'failed', at: now }, failures);
        for (let expected = 10, i = 0; i < probes; i++, expected = Math.min(300, expected * 2)) {
          expect(waitSeconds(circuit, now)).toBe(expected);
          now += expected * 1000;
          const probe = now + 1;
          circuit = next(circuit, { kind: 'probe-granted', at: now, probe }, failures);
          circuit = next(circuit, { kind: 'failed', at: now, probe }, failures);
        }
      }),
      runs(1_000),
    );
  });

  it('is not changed by failures of deliveries that are not the probe, once it has opened', () => {
    fc.assert(
      fc.property(resting, pause, fc.option(fc.nat()), (made, later, other) => {
        const { circuit, now, failures } = made;
        const probe = other ?? undefined;
        const late = { kind: 'failed', at: now + later, probe } as const;
        expect(next(circuit, late, failures)).toBe(circuit);
      }),
      propertyRuns,
    );
  });

  it('neither closes nor rests longer when its probe is given up, and grants another one at once', () => {
    fc.assert(
      fc.property(probing, pause, ({ circuit, now, failures }, later) => {
        const { since, rests, probeUntil } = circuit;
        const at = now + later;
        const free = next(circuit, { kind: 'probe-given-up', at, probe: probeUntil }, failures);
        expect(free).toEqual({ state: 'open', since, rests });
        const granted = next(free, { kind: 'probe-granted', at, probe: at + 1 }, failures);
        expect(granted.state).toBe('probing');
        const foreign = { kind: 'probe-given-up', at, probe: probeUntil - 1 } as const;
        expect(next(circuit, foreign, failures)).toBe(circuit);
      }),
      propertyRuns,
    );
  });

  it('is the same for all functions until it opens, closes, or a probe begins or ends', () => {
    fc.assert(
      fc.property(reached, happening, ({ failures, ...before }, one) => {
        const after = happen(before, one, failures);
        const visible = ({ circuit }: Reached) =>
          circuit.state === 'closed' ? 'closed' : JSON.stringify(circuit);
        expect(isSameForAll(before.circuit, after.circuit)).toBe(
          visible(before) === visible(after),
        );
      }),
      propertyRuns,
    );
  });
});
