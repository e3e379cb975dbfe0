import {
  type Circuit,
  closedCircuit,
  next,
  probeSeconds,
  waitSeconds,
} from '../../../../service/webhook/circuit.ts';

/** How a destination's part in a minute ended, in webhooks. */
export interface Handled {
  readonly delivered: number;
  readonly failed: number;
  /** Put back untried, because the destination rests, for so many minutes. */
  readonly parked: number;
  readonly parkedMinutes: number;
}

const minuteMs = 60_000;
const failureLimit = 20;
/** A pause is drawn between once and twice the rest. */
const drawn = 1.5;

/** A destination behind its circuit breaker, the service's own. */
export function createDestination() {
  let circuit: Circuit = closedCircuit;
  const answer = (isUp: boolean, at: number, probe?: number) => {
    circuit = next(circuit, { kind: isUp ? 'answered' : 'failed', at, probe }, failureLimit);
  };

  /** Whether one webhook gets through, or is not tried. */
  function attempt(isUp: boolean, at: number): 'delivered' | 'failed' | 'parked' {
    if (waitSeconds(circuit, at) > 0) return 'parked';
    const probe = circuit.state === 'closed' ? undefined : at + probeSeconds * 1000;
    if (probe !== undefined)
      circuit = next(circuit, { kind: 'probe-granted', at, probe }, failureLimit);
    answer(isUp, at, probe);
    return isUp ? 'delivered' : 'failed';
  }

  /** Takes webhooks that come evenly over a minute. */
  return (minute: number, webhooks: number, isUp: boolean): Handled => {
    const counts = { delivered: 0, failed: 0, parked: 0 };
    for (let index = 0; index < webhooks; index += 1) {
      counts[attempt(isUp, (minute + index / webhooks) * minuteMs)] += 1;
    }
    const restMinutes = waitSeconds(circuit, (minute + 1) * minuteMs) / 60;
    return { ...counts, parkedMinutes: Math.min(15, Math.max(1, Math.round(drawn * restMinutes))) };
  };
}
