import type { MappingPolling } from '../../observer.ts';
import type { MetricDatum } from './metric-store.ts';
import type { MappingIdOf } from './platform-metrics.ts';

/**
 * Each mapping that polls, however little it finds. AWS publishes a 0 for an empty poll, and nothing for a mapping
 * that is disabled or can't reach its queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
 */
export class MappingPolls {
  readonly #polling = new Map<string, MappingPolling>();

  record(event: MappingPolling): void {
    const key = JSON.stringify([event.functionName, event.queueName]);
    if (event.isPolling) this.#polling.set(key, event);
    else this.#polling.delete(key);
  }

  /** What the empty polls of a minute come to: once 0 for each mapping. */
  flush(timestamp: number, mappingIdOf: MappingIdOf): MetricDatum[] {
    return [...this.#polling.values()].flatMap(({ functionName, queueName }) => {
      const EventSourceMappingUUID = mappingIdOf(functionName, queueName);
      if (EventSourceMappingUUID === undefined) return [];
      const id = { namespace: 'AWS/Lambda', name: 'PolledEventCount', unit: 'Count' };
      return [{ ...id, dimensions: { EventSourceMappingUUID }, values: [0], timestamp }];
    });
  }
}
