import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  type Circuit,
  type CircuitVersion,
  closedCircuit,
  type Rest,
  restEnd,
} from '../webhook/circuit.ts';
import { parseJson } from '../webhook/json-body.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

/** All attributes that describe a circuit. */
export const circuitAttributes = [
  'state',
  'since',
  'rests',
  'probeUntil',
  'changedAt',
  // Functions deployed before these attributes wrote cockatiel's JSON here. They ignore an item without it.
  'circuit',
] as const;

export function writeCircuit({ circuit, changedAt }: CircuitVersion): Attributes {
  const closed = { state: { S: 'closed' }, changedAt: numeric(changedAt) };
  if (circuit.state === 'closed') return closed;
  return {
    ...closed,
    state: { S: 'open' },
    since: numeric(circuit.since),
    rests: numeric(circuit.rests),
    ...(circuit.state === 'probing' ? { probeUntil: numeric(circuit.probeUntil) } : {}),
  };
}

/** Returns `undefined` where nobody wrote a circuit. A circuit that can't be read counts as closed. */
export function readCircuit(item: Attributes = {}): CircuitVersion | undefined {
  const changedAt = Number(item.changedAt?.N);
  if (Number.isNaN(changedAt)) return undefined;
  const rest = item.circuit?.S === undefined ? restOf(item) : cockatielRestOf(item.circuit.S);
  if (rest === undefined) return { circuit: closedCircuit, changedAt };
  const probeUntil = Number(item.probeUntil?.N ?? 0);
  // Functions deployed earlier don't clear the end of a probe that failed.
  const isProbing = probeUntil > restEnd(rest);
  const circuit: Circuit = isProbing
    ? { state: 'probing', ...rest, probeUntil }
    : { state: 'open', ...rest };
  return { circuit, changedAt };
}

function restOf({ state, since, rests }: Attributes): Rest | undefined {
  return state?.S === 'open' ? validRest(Number(since?.N), Number(rests?.N)) : undefined;
}

function cockatielRestOf(text: string): Rest | undefined {
  const { value, openedAt, attemptNo } = Object(Object(parseJson(Buffer.from(text))).ownState);
  return value === 1 ? validRest(openedAt, attemptNo) : undefined;
}

function validRest(since: unknown, rests: unknown): Rest | undefined {
  const isValid = Number.isFinite(since) && Number.isFinite(rests);
  return isValid ? { since: Number(since), rests: Number(rests) } : undefined;
}

function numeric(value: number): AttributeValue {
  return { N: String(value) };
}
