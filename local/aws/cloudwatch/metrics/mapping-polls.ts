import type { MappingPolling } from '../../observer.ts';
import type { MetricDatum } from './metric-store.ts';

/**
 * Each mapping that polls, however little it finds. AWS publishes a 0 for an empty poll, and nothing for a mapping
 * that is disabled or can't reach its queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
 */
export class MappingPolls {
  /** By their ids. */
  readonly #polling = new Set<string>();

  record(event: MappingPolling): void {
    if (event.isPolling) this.#polling.add(event.mappingId);
    else this.#polling.delete(event.mappingId);
  }

  /** What the empty polls of a minute come to: once 0 for each mapping. */
  flush(timestamp: number): MetricDatum[] {
    return [...this.#polling].map((EventSourceMappingUUID) => ({
      ...{ namespace: 'AWS/Lambda', name: 'PolledEventCount', unit: 'Count' },
      ...{ dimensions: { EventSourceMappingUUID }, values: [0], timestamp },
    }));
  }
}
