import type { Logger } from '@aws-lambda-powertools/logger';
import type { EmfDocument, EmfWriter } from './emf.ts';
import { isRoomFor } from './join-documents.ts';
import { type Collector, createCollector, type Meter, type MetricGroup } from './metrics.ts';

/** What one function says of one webhook: a line of the log that is also the document of its metrics. */
export interface Line extends Meter {
  /** Writes it. Call it once, when it is known how the webhook ended here. */
  end(level: 'info' | 'warn' | 'error', message: string, fields: LineFields): void;
}

/** @param isOnly by default true */
export type OpenLine = (isOnly?: boolean) => Line;

type LineFields = Readonly<Record<string, unknown>>;

export interface LinePorts {
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly emf: Pick<EmfWriter, 'serialize'>;
  /** Metrics that are published at the end of the invocation: those that a line has no room for. */
  readonly rest: Collector;
  /** What only the first line of an execution environment says. */
  readonly takeStart: () => {
    readonly initMs?: number;
    readonly groups: readonly MetricGroup[];
  };
  /** Milliseconds since any moment. */
  readonly clock: () => number;
  readonly memoryMb: () => number;
}

/**
 * @param isOnly whether the invocation has no other webhook. Otherwise its metrics go with those of the others: that is
 * half as long, and counts a webhook once that comes again because another one ended the function.
 */
export function openLine(ports: LinePorts, isOnly: boolean): Line {
  const own = createCollector();
  const { count, record } = isOnly ? own : ports.rest;
  const startedAt = ports.clock();
  return {
    count,
    record,
    end(level, message, fields) {
      const { initMs, groups } = ports.takeStart();
      const line = {
        ...fields,
        durationMs: Math.round((ports.clock() - startedAt) * 10) / 10,
        memoryMb: ports.memoryMb(),
        ...(initMs === undefined ? {} : { initMs: Math.round(initMs) }),
      };
      ports.logger[level](message, withMetrics(ports, line, [...own.take(), ...groups]));
    },
  };
}

/**
 * The line with its metrics. A document has one value for each dimension. So a group with another value for one of
 * them, or for a field of the line, is published with the rest.
 */
function withMetrics(
  { emf, rest }: LinePorts,
  line: LineFields,
  groups: readonly MetricGroup[],
): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...line };
  const found: EmfDocument['_aws'][] = [];
  for (const group of groups) {
    try {
      const [document, ...more] = emf.serialize(group);
      if (document === undefined) continue;
      // The logger names the service, by the same variable.
      const { _aws, service: _, ...members }: EmfDocument = document;
      if (more.length > 0 || !isRoomFor(members, whole)) rest.add(group);
      else {
        Object.assign(whole, members);
        found.push(_aws);
      }
    } catch (error) {
      // A webhook is worth more than its metrics.
      whole.metricsError = error;
    }
  }
  if (found.length === 0) return whole;
  const directives = found.flatMap(({ CloudWatchMetrics }) => CloudWatchMetrics);
  return { ...whole, _aws: { Timestamp: found[0]?.Timestamp, CloudWatchMetrics: directives } };
}
