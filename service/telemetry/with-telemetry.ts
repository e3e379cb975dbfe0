import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { createLines } from './create-lines.ts';
import { joinDocuments } from './join-documents.ts';
import type { OpenLine } from './line.ts';
import type { MetricName } from './metric-names.ts';
import type { Meter, MetricGroup } from './metrics.ts';
import { createStart } from './start.ts';
import { createTracing, type Tracing } from './tracer.ts';

export interface Telemetry {
  /** For what is said beside a webhook's own line. */
  readonly logger: Logger;
  /** For what belongs to no webhook. It is published at the end of the invocation. */
  readonly meter: Meter;
  readonly tracing: Tracing;
  /** Publishes a count now, in a line of its own: what happens to the invocation can't take it along. */
  readonly countNow: (name: MetricName) => void;
  /** Begins the line of one webhook. See `line.ts`. */
  readonly openLine: OpenLine;
  /** What an invocation begins and ends with. */
  readonly invocation: { loaded(): void; begin(context: Context): void; end(): void };
}

/** Reads its settings from the `POWERTOOLS_*` variables that `infra/` sets. */
export function createTelemetry(): Telemetry {
  const start = createStart();
  const { logger, emf, rest, openLine } = createLines(start.take);
  const orWarn = <Result>(work: () => Result): Result | undefined => {
    try {
      return work();
    } catch (error) {
      logger.warn('metrics could not be published', error as Error);
      return undefined;
    }
  };
  const serialize = (group: MetricGroup) => orWarn(() => emf.serialize(group)) ?? [];
  return {
    logger,
    meter: rest,
    tracing: createTracing(),
    countNow: (name) =>
      orWarn(() => emf.publish({ sets: [{}], measured: [{ name, unit: 'Count', value: 1 }] })),
    openLine,
    invocation: {
      loaded: start.loaded,
      begin(context) {
        logger.addContext(context);
        start.begin(context);
      },
      end() {
        const documents = [...rest.take(), ...start.take().groups].flatMap(serialize);
        // As Powertools writes them: Lambda would wrap what console.log says in JSON of its own.
        for (const document of joinDocuments(documents)) {
          process.stdout.write(`${JSON.stringify(document)}\n`);
        }
      },
    },
  };
}

/** Gives a handler its log context, trace subsegment and metrics. Metrics are published even if the handler fails. */
export function withTelemetry<Event, Result>(
  { logger, tracing, invocation }: Telemetry,
  name: string,
  handle: (event: Event, context: Context) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  invocation.loaded();
  return (event, context) => {
    invocation.begin(context);
    return tracing.capture(`## ${name}`, {}, async () => {
      try {
        return await handle(event, context);
      } catch (error) {
        logger.error('the invocation crashed', error as Error);
        throw error;
      } finally {
        invocation.end();
      }
    });
  };
}
