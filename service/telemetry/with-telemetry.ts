import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { createMeter, type Meter } from './metrics.ts';
import { createTracing, type Tracing } from './tracer.ts';

export interface Telemetry {
  readonly logger: Logger;
  readonly meter: Meter;
  readonly tracing: Tracing;
}

/** Reads its settings from the `POWERTOOLS_*` variables that `infra/` sets. */
export function createTelemetry(): Telemetry {
  return { logger: new Logger(), meter: createMeter(), tracing: createTracing() };
}

/** Gives a handler its log context, trace subsegment and metrics. Metrics are published even if the handler fails. */
export function withTelemetry<Event, Result>(
  { logger, meter, tracing }: Telemetry,
  name: string,
  handle: (event: Event, context: Context) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  let isFirst = true;
  return (event, context) => {
    logger.addContext(context);
    return tracing.capture(`## ${name}`, {}, async () => {
      try {
        return await handle(event, context);
      } catch (error) {
        logger.error('the invocation crashed', error as Error);
        throw error;
      } finally {
        meter.coldStart(context.functionName);
        if (isFirst) recordVersion(meter, context);
        isFirst = false;
        meter.flush();
      }
    });
  };
}

/** Shows deployments on the graphs without a call of AWS and without memory: a new version has a new number. */
function recordVersion(meter: Meter, { functionVersion }: Context): void {
  const version = Number(functionVersion);
  if (Number.isInteger(version)) meter.record('Annotation', version, { kind: 'deployment' });
}
