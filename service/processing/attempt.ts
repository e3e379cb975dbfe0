import { statusOf } from '../status-of.ts';
import type { Meter } from '../telemetry/metrics.ts';
import type { Deliver, Delivery } from './delivery.ts';
import { destinationVerdict } from './destination-verdict.ts';

/** One delivery that was tried. */
export interface Attempted {
  readonly destination: string;
  /** How long it took. */
  readonly ms: number;
  /** The HTTP status that the destination answered. */
  readonly status?: number;
  /** Why it failed, where no status says it. */
  readonly error?: string;
}

interface Attempt {
  readonly destination: string;
  readonly deliver: Deliver;
  readonly delivery: Delivery;
  readonly isMeasured: boolean;
}

interface AttemptPorts {
  /** Takes what is to be noted. */
  readonly attempted: Attempted[];
  readonly meter: Meter;
  readonly now: () => number;
}

/** Delivers, notes how that went, and measures a configured destination. @throws what the delivery throws */
export async function attempt(
  { destination, deliver, delivery, isMeasured }: Attempt,
  { attempted, meter, now }: AttemptPorts,
): Promise<void> {
  const startedAt = now();
  const note = (end: Pick<Attempted, 'status' | 'error'>) => {
    const ms = now() - startedAt;
    attempted.push({ destination, ms, ...end });
    if (isMeasured) meter.record('DeliveryLatency', ms, { destination });
  };
  try {
    note(withStatus(await deliver(delivery)));
  } catch (error) {
    if (isMeasured && destinationVerdict(error)) meter.count('DeliveryFailed', { destination });
    const { status } = withStatus(error);
    note(status === undefined ? { error: String(Object(error).message ?? error) } : { status });
    throw error;
  }
}

function withStatus(answer: unknown): Pick<Attempted, 'status'> {
  const status = statusOf(answer);
  return status === undefined ? {} : { status };
}
