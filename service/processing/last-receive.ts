import type { SQSRecord } from 'aws-lambda';
import type { Line, OpenLine } from '../telemetry/line.ts';
import type { MetricName } from '../telemetry/metric-names.ts';

/** Publishes a count now, so that nothing that happens to the function can take it along. */
export type CountNow = (name: MetricName) => void;

interface Ports {
  readonly maxReceiveCount: number;
  readonly openLine: OpenLine;
  readonly countNow: CountNow;
}

/**
 * Begins a message's line. SQS says nothing when it moves a message to the dead-letter queue because its last receive
 * ended in nothing, and a killed function can't say it. So that receive is counted before any work, and its end
 * together with how the webhook ended.
 */
export function openLineOf(
  { maxReceiveCount, openLine, countNow }: Ports,
  { attributes }: SQSRecord,
  isOnly: boolean,
): Line {
  const line = openLine(isOnly);
  if (Number(attributes.ApproximateReceiveCount) < maxReceiveCount) return line;
  countNow('LastReceiveBegun');
  return {
    ...line,
    end(level, message, fields) {
      if (fields.outcome !== 'retry') line.count('LastReceiveEnded', {});
      line.end(level, message, fields);
    },
  };
}
