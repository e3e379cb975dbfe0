import { DestinationRestsError } from '../errors.ts';
import { firstRestSeconds, isInTime, probeSeconds, waitSeconds } from '../webhook/circuit.ts';
import { destinationVerdict } from './destination-verdict.ts';
import { SharedCircuit, type SharedCircuitPorts } from './shared-circuit.ts';

export interface CircuitBreakers {
  /** Call it before any work on a delivery. @throws DestinationRestsError */
  check(destination: string): Promise<void>;
  /** Delivers, and notes the result. @throws what `work` throws, DestinationRestsError */
  run(destination: string, work: () => Promise<void>): Promise<void>;
  /** Await it at the end of an invocation, because a frozen function can't finish a write. Never throws. */
  settled(): Promise<void>;
}

export interface CircuitBreakerOptions extends SharedCircuitPorts {
  readonly destinations: readonly string[];
}

/**
 * One circuit breaker for each destination. After `failures` failures in a row (0: never) its circuit opens for all
 * functions, and its webhooks are put back. When the rest is over, one delivery of one function is let through. It
 * either closes the circuit or lengthens the rest.
 *
 * Only what the destination does counts: see `destination-verdict.ts`. A handler, or anything else that is not one
 * of `destinations`, has no circuit.
 */
export function createCircuitBreakers(options: CircuitBreakerOptions): CircuitBreakers {
  const guarded = options.failures === 0 ? [] : options.destinations;
  const breakers = new Map(guarded.map((name) => [name, createBreaker(name, options)]));
  return {
    check: async (destination) => breakers.get(destination)?.check(),
    run: (destination, work) => breakers.get(destination)?.run(work) ?? work(),
    async settled() {
      await Promise.all([...breakers.values()].map((breaker) => breaker.settled()));
    },
  };
}

function createBreaker(destination: string, ports: SharedCircuitPorts) {
  const { now } = ports;
  const shared = new SharedCircuit(destination, ports);
  /** A probe that this function may make. The first delivery to start takes it. */
  let granted: number | undefined;

  const rests = (seconds: number) =>
    new DestinationRestsError(destination, { retryAfterSeconds: seconds || firstRestSeconds });

  const claimProbe = async () => {
    const at = now();
    const probe = at + probeSeconds * 1000;
    if (await shared.note({ kind: 'probe-granted', at, probe })) granted = probe;
    else if (shared.circuit.state !== 'closed') throw rests(waitSeconds(shared.circuit, now()));
  };

  /** @returns the probe, if this delivery is one */
  const start = () => {
    const { circuit } = shared;
    if (circuit.state === 'closed') return undefined;
    const probe =
      circuit.state === 'probing' && circuit.probeUntil === granted ? granted : undefined;
    if (probe === undefined || !isInTime(probe, now())) throw rests(waitSeconds(circuit, now()));
    granted = undefined;
    return probe;
  };

  const giveUp = (probe: number) => {
    void shared.note({ kind: 'probe-given-up', at: now(), probe });
  };

  const noteFailure = (error: unknown, probe: number | undefined) => {
    const verdict = destinationVerdict(error);
    if (verdict !== undefined) void shared.note({ kind: verdict, at: now(), probe });
    else if (probe !== undefined) giveUp(probe);
  };

  return {
    async check() {
      await shared.refresh();
      const { circuit } = shared;
      if (circuit.state === 'closed') return;
      const seconds = waitSeconds(circuit, now());
      if (seconds > 0) throw rests(seconds);
      await claimProbe();
    },
    async run(work: () => Promise<void>) {
      const probe = start();
      try {
        await work();
      } catch (error) {
        noteFailure(error, probe);
        throw error;
      }
      void shared.note({ kind: 'answered', at: now() });
    },
    async settled() {
      // No delivery is left that could make the probe.
      if (granted !== undefined) giveUp(granted);
      granted = undefined;
      await shared.settled();
    },
  };
}
