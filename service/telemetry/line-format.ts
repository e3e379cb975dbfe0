import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { describeError } from './describe-error.ts';

/**
 * What each line says beside its own fields: only what somebody asks of it. The stream names the version, the platform's
 * own report the memory, and `service` is the name of the function: see docs/decisions/one-line-per-webhook.md.
 */
export class LineFormat extends LogFormatter {
  readonly #isSampled: () => boolean;

  /** @param isSampled whether X-Ray has a trace of this invocation */
  constructor(isSampled: () => boolean) {
    super();
    this.#isSampled = isSampled;
  }

  // Lambda reads `level` and `timestamp`, by which it filters:
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
  formatAttributes(base: UnformattedAttributes, fields: LogAttributes): LogItem {
    const attributes: LogAttributes = {
      level: base.logLevel,
      message: base.message,
      timestamp: base.timestamp.toISOString(),
      service: base.serviceName,
    };
    if (this.#isSampled()) attributes.traceId = base.xRayTraceId;
    if (base.logLevel !== 'INFO') {
      attributes.function_request_id = base.lambdaContext?.awsRequestId;
    }
    for (const name in fields) attributes[name] = describedIfError(name, fields[name]);
    return new LogItem({ attributes });
  }

  override formatError(error: Error): LogAttributes {
    return describeError(error);
  }
}

function describedIfError(name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return name === 'error' || value instanceof Error ? describeError(value) : value;
}
