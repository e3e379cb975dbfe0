import type { PlatformEvent } from '../../../local/aws/observer.ts';
import type { Arrival } from '../../../local/sink/arrivals.ts';
import type { MetricName } from '../../../service/telemetry/metric-names.ts';

const counted = [
  'WebhookAccepted',
  'WebhookProcessed',
  'WebhookDuplicate',
  'WebhookFiltered',
  'WebhookDeadLettered',
  'WebhookReplayed',
  'WebhookParked',
  'CircuitOpened',
  'LastReceiveBegun',
  'LastReceiveEnded',
  'SendRepeated',
] as const satisfies readonly MetricName[];

export type Tally = Record<(typeof counted)[number] | Happening, number>;
type Happening = 'crashes' | 'timeouts' | 'throttles' | 'failures' | 'fullBatches';

/** What a stack and its functions say of themselves. */
export interface Watch {
  /** Destination → delivery id → how often it got there. */
  readonly arrivals: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Delivery id → the outcomes that the functions logged. */
  readonly outcomes: ReadonlyMap<string, readonly string[]>;
  /** Counts since the stack was started. */
  tally(): Tally;
  arrived(arrival: Arrival): void;
  note(line: string): void;
  record(event: PlatformEvent): void;
}

const ends = /^webhook (processed|duplicate|filtered|dead-lettered)/;
const failures: Readonly<Partial<Record<string, Happening>>> = {
  crash: 'crashes',
  timeout: 'timeouts',
};
const noTally = { crashes: 0, timeouts: 0, throttles: 0, failures: 0, fullBatches: 0 };

export function createWatch(): Watch {
  const arrivals = new Map<string, Map<string, number>>();
  const outcomes = new Map<string, string[]>();
  const tally: Tally = {
    ...noTally,
    ...(Object.fromEntries(counted.map((name) => [name, 0])) as Record<
      (typeof counted)[number],
      number
    >),
  };
  return {
    ...{ arrivals, outcomes },
    tally: () => ({ ...tally }),
    arrived({ destination, deliveryId }) {
      const known = arrivals.get(destination) ?? new Map<string, number>();
      arrivals.set(destination, known.set(deliveryId, (known.get(deliveryId) ?? 0) + 1));
    },
    note(line) {
      if (!line.startsWith('{')) return;
      const parsed = JSON.parse(line);
      for (const name of counted) tally[name] += sum(parsed[name]);
      if (/^webhook failed/.test(parsed.message)) tally.failures++;
      const [, end] = ends.exec(parsed.message) ?? [];
      if (end === undefined) return;
      const id = String(parsed.deliveryId);
      outcomes.set(id, [...(outcomes.get(id) ?? []), end]);
    },
    record(event) {
      const happening = happeningOf(event);
      if (happening !== undefined) tally[happening]++;
    },
  };
}

function happeningOf(event: PlatformEvent): Happening | undefined {
  if (event.kind === 'mapping-batch') return event.polled === 10 ? 'fullBatches' : undefined;
  if (event.kind === 'lambda-throttle') return 'throttles';
  return event.kind === 'lambda-invocation' ? failures[event.outcome] : undefined;
}

/** A metric of one document: a value or several. */
function sum(values: unknown): number {
  return [values].flat().reduce<number>((total, value) => total + (Number(value) || 0), 0);
}
