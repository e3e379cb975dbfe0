export interface Rest {
  /** When the destination's last failure started the rest. */
  readonly since: number;
  /** Rests in a row, this one included. Each is twice as long as the one before. */
  readonly rests: number;
}

/** Whether webhooks may go to a destination. Times are milliseconds since 1970. */
export type Circuit =
  | { readonly state: 'closed' /** In a row. */; readonly failures: number }
  | ({ readonly state: 'open' } & Rest)
  /** The rest is over, and one delivery tries the destination. Until `probeUntil` no other one does. */
  | ({ readonly state: 'probing'; readonly probeUntil: number } & Rest);

/** A circuit as all functions share it. */
export interface CircuitVersion {
  readonly circuit: Circuit;
  /** Milliseconds since 1970. Each version's value is later than the one before, whatever the clocks say. */
  readonly changedAt: number;
}

/** What was observed of a destination, and when. A `probe` is identified by its `probeUntil`. */
export type CircuitEvent = {
  readonly at: number;
} /** The destination took a webhook, or refused it. */ & (
  | { readonly kind: 'answered' }
  /** It answered with a failure, or not at all. */
  | { readonly kind: 'failed'; readonly probe?: number | undefined }
  | { readonly kind: 'probe-granted'; readonly probe: number }
  /** The probe failed by our own fault, and says nothing about the destination. */
  | { readonly kind: 'probe-given-up'; readonly probe: number }
);

/** The circuit of a destination that nothing is known about. */
export const closedCircuit: Circuit = { state: 'closed', failures: 0 };

export const firstRestSeconds = 10;
export const longestRestSeconds = 300;

// A probe starts within this many seconds or not at all.
const probeStartSeconds = 5;

/**
 * How long no other probe is granted: 5 s for the latest start, 25 s that a delivery may take by
 * `infra/destination-schema.ts`, and 10 s for clocks that differ.
 */
export const probeSeconds = 40;

/**
 * Applies an event to a circuit. An event that does not concern it, such as the failure of a delivery that began
 * before the circuit opened, changes nothing.
 *
 * @param failureLimit failures in a row that open it
 */
export function next(circuit: Circuit, event: CircuitEvent, failureLimit: number): Circuit {
  return circuit.state === 'closed'
    ? afterClosed(circuit, event, failureLimit)
    : afterRest(circuit, event);
}

type Of<State> = Extract<Circuit, { readonly state: State }>;

function afterClosed(circuit: Of<'closed'>, { kind, at }: CircuitEvent, limit: number): Circuit {
  if (kind === 'answered') return closedCircuit;
  if (kind !== 'failed') return circuit;
  const failures = circuit.failures + 1;
  return failures < limit ? { state: 'closed', failures } : { state: 'open', since: at, rests: 1 };
}

function afterRest(circuit: Of<'open' | 'probing'>, event: CircuitEvent): Circuit {
  const { since, rests } = circuit;
  const { at } = event;
  // An answer older than the failure does not show that the destination is back.
  if (event.kind === 'answered') return at < since ? circuit : closedCircuit;
  if (event.kind === 'probe-granted') {
    if (waitSeconds(circuit, at) > 0) return circuit;
    return { state: 'probing', since, rests, probeUntil: event.probe };
  }
  const isProbe = circuit.state === 'probing' && event.probe === circuit.probeUntil;
  if (!isProbe) return circuit;
  return event.kind === 'failed'
    ? { state: 'open', since: at, rests: rests + 1 }
    : { state: 'open', since, rests };
}

/** 10 s, 20 s … 300 s. */
export function restSecondsOf(rests: number): number {
  return Math.min(longestRestSeconds, firstRestSeconds * 2 ** (rests - 1));
}

/** When a rest is over and a probe may be granted. */
export function restEnd({ since, rests }: Rest): number {
  return since + restSecondsOf(rests) * 1000;
}

/** Whether a granted probe may still start. */
export function isInTime(probe: number, now: number): boolean {
  return now <= probe - (probeSeconds - probeStartSeconds) * 1000;
}

/**
 * How many whole seconds to wait before it is worth looking again; 0: a webhook may go to the destination, or probe
 * it.
 */
export function waitSeconds(circuit: Circuit, now: number): number {
  if (circuit.state === 'closed') return 0;
  if (circuit.state === 'open') return secondsUntil(restEnd(circuit), now);
  // A probe mostly ends within a moment.
  return Math.min(firstRestSeconds, secondsUntil(circuit.probeUntil, now));
}

function secondsUntil(time: number, now: number): number {
  return Math.max(0, Math.ceil((time - now) / 1000));
}

/**
 * Whether both circuits mean the same to other functions. Failures that open nothing concern only the function that
 * saw them.
 */
export function isSameForAll(one: Circuit, other: Circuit): boolean {
  if (one.state === 'closed' || other.state === 'closed') return one.state === other.state;
  const probeOf = (circuit: Of<'open' | 'probing'>) =>
    circuit.state === 'probing' ? circuit.probeUntil : undefined;
  return one.since === other.since && one.rests === other.rests && probeOf(one) === probeOf(other);
}
