import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Circuit, closedCircuit, restEnd } from '../webhook/circuit.ts';
import { propertyRuns, runs } from '../webhook/vectors/property-runs.ts';
import { readCircuit, writeCircuit } from './circuit-item.ts';

const rest = fc.record({ since: fc.nat(2 ** 42), rests: fc.integer({ min: 1, max: 5_000 }) });
const circuit: fc.Arbitrary<Circuit> = fc.oneof(
  fc.constant(closedCircuit),
  rest.map((rest) => ({ state: 'open' as const, ...rest })),
  fc.tuple(rest, fc.integer({ min: 1, max: 400_000 })).map(([rest, later]) => ({
    state: 'probing' as const,
    ...rest,
    probeUntil: restEnd(rest) + later,
  })),
);

it('reads any circuit as it was written', () => {
  fc.assert(
    fc.property(circuit, fc.nat(2 ** 42), (circuit, changedAt) => {
      expect(readCircuit(writeCircuit({ circuit, changedAt }))).toEqual({ circuit, changedAt });
    }),
    propertyRuns,
  );
});

/** Written to the table by the functions of commit 459db2a, with `circuitFailures` 20. */
const openedAt = 1_795_435_200_000;
const rows = {
  opened: {
    id: { S: 'circuit/app' },
    circuit: {
      S: '{"ownState":{"value":1,"openedAt":1795435200000,"attemptNo":1},"breakerState":20}',
    },
    changedAt: { N: '1795435200000' },
    expiration: { N: '1795521600' },
  },
  'opened again by a probe that failed': {
    id: { S: 'circuit/app' },
    circuit: {
      S: '{"ownState":{"value":1,"openedAt":1795435210500,"attemptNo":2},"breakerState":21}',
    },
    changedAt: { N: '1795435210500' },
    expiration: { N: '1795521611' },
    probeUntil: { N: '1795435220500' },
  },
  probed: {
    id: { S: 'circuit/app' },
    circuit: {
      S: '{"ownState":{"value":1,"openedAt":1795435210500,"attemptNo":2},"breakerState":21}',
    },
    changedAt: { N: '1795435210500' },
    expiration: { N: '1795521611' },
    probeUntil: { N: '1795435241000' },
  },
  closed: {
    id: { S: 'circuit/app' },
    circuit: { S: '{"ownState":{"value":0},"breakerState":0}' },
    changedAt: { N: '1795435231000' },
    expiration: { N: '1795521631' },
    probeUntil: { N: '1795435241000' },
  },
} as const;

describe('a circuit of a function deployed before', () => {
  it.each([
    ['opened', { state: 'open', since: openedAt, rests: 1 }, openedAt],
    [
      'opened again by a probe that failed',
      { state: 'open', since: openedAt + 10_500, rests: 2 },
      openedAt + 10_500,
    ],
    [
      'probed',
      { state: 'probing', since: openedAt + 10_500, rests: 2, probeUntil: openedAt + 41_000 },
      openedAt + 10_500,
    ],
    ['closed', closedCircuit, openedAt + 31_000],
  ] as const)('is read: %s', (name, circuit, changedAt) => {
    expect(readCircuit(rows[name])).toEqual({ circuit, changedAt });
  });

  it('is the newer one where such a function wrote over ours', () => {
    const ours = writeCircuit({
      circuit: { state: 'open', since: openedAt - 9_000, rests: 6 },
      changedAt: openedAt - 9_000,
    });
    expect(readCircuit({ ...ours, ...rows.opened })).toEqual({
      circuit: { state: 'open', since: openedAt, rests: 1 },
      changedAt: openedAt,
    });
  });

  it('is none where such a function only tried to probe what was forgotten', () => {
    expect(readCircuit({ id: { S: 'circuit/app' }, probeUntil: { N: '5' } })).toBeUndefined();
  });

  it.each(['', 'null', '{"ownState":{"value":3}}', '{"ownState":{"value":1,"openedAt":null}}'])(
    'is closed where it can not be read: %s',
    (text) => {
      const item = { circuit: { S: text }, changedAt: { N: '7' } };
      expect(readCircuit(item)).toEqual({ circuit: closedCircuit, changedAt: 7 });
    },
  );
});

it('writes nothing that functions deployed before take for theirs', () => {
  fc.assert(
    fc.property(circuit, (circuit) => {
      expect(writeCircuit({ circuit, changedAt: 1 })).not.toHaveProperty('circuit');
    }),
    runs(100),
  );
});
