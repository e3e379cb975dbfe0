// Stands for service/telemetry/with-telemetry.ts: Powertools as its documents show it, with its own format of a line, and
// metrics as documents of their own at the end of the invocation.
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { createEmfWriter } from '../../../service/telemetry/emf.ts';
import type { Line } from '../../../service/telemetry/line.ts';
import type { MetricName } from '../../../service/telemetry/metric-names.ts';
import { createCollector } from '../../../service/telemetry/metrics.ts';
import { createTracing } from '../../../service/telemetry/tracer.ts';

export function createTelemetry() {
  const logger = new Logger();
  const meter = createCollector();
  const emf = createEmfWriter();
  return {
    ...{ logger, meter, tracing: createTracing() },
    countNow: (name: MetricName) => meter.count(name, {}),
    openLine: (): Line => ({
      count: meter.count,
      record: meter.record,
      end: (level, message, { outcome: _, attempts: _attempts, ...fields }) =>
        logger[level](message, fields),
    }),
    invocation: {
      begin: (context: Context) => logger.addContext(context),
      end() {
        for (const group of meter.take()) emf.publish(group);
      },
    },
  };
}

type Telemetry = ReturnType<typeof createTelemetry>;

export function withTelemetry<Event, Result>(
  { tracing, invocation }: Telemetry,
  name: string,
  handle: (event: Event, context: Context) => Promise<Result>,
) {
  return (event: Event, context: Context) => {
    invocation.begin(context);
    return tracing.capture(`## ${name}`, {}, async () => {
      try {
        return await handle(event, context);
      } finally {
        invocation.end();
      }
    });
  };
}
