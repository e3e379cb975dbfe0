import type { BillableUnit } from '../../dashboards/list-prices.ts';

/**
 * The seam between what runs (functions, queues, the API) and what watches (metrics, logs, traces). The
 * embedded stack calls it for everything that AWS would turn into a metric or a log line.
 */
export interface Observer {
  /** One line that a function or the access log wrote. */
  log(line: LogLine): void;
  /** One thing that happened, from which AWS derives its platform metrics. */
  record(event: PlatformEvent): void;
}

export interface LogLine {
  /** As deployed: `/aws/lambda/<function name>`, `/aws/apigateway/<api name>`. */
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Without the final newline. */
  readonly message: string;
}

export type PlatformEvent =
  | LambdaInvocation
  | LambdaThrottle
  | LambdaConcurrency
  | RecursionDropped
  | MappingBatch
  | MappingPolling
  | ApiRequest
  | QueueActivity
  | QueueDepth
  | BilledUsage;

/** The place of a request or an invocation in its trace. */
export interface TraceSegment {
  readonly traceId: string;
  readonly id: string;
  /** Of whoever called, where that is known. */
  readonly parentId?: string;
}

/** AWS/Lambda: Invocations, Errors, Duration. A partial batch failure is no error here. */
export interface LambdaInvocation {
  readonly kind: 'lambda-invocation';
  readonly timestamp: number;
  readonly functionName: string;
  /** The alias that was called, such as `live`; absent for `$LATEST`. */
  readonly alias?: string;
  readonly durationMs: number;
  /** Present on a cold start. */
  readonly initMs?: number;
  readonly outcome: 'success' | 'error' | 'timeout' | 'crash';
  /** Present where it is sampled. */
  readonly segment?: TraceSegment;
}

/** AWS/Lambda: Throttles. */
export interface LambdaThrottle {
  readonly kind: 'lambda-throttle';
  readonly timestamp: number;
  readonly functionName: string;
  readonly alias?: string;
}

/** AWS/Lambda: ConcurrentExecutions and the account's ClaimedAccountConcurrency, at each change. */
export interface LambdaConcurrency {
  readonly kind: 'lambda-concurrency';
  readonly timestamp: number;
  readonly functionName: string;
  readonly concurrent: number;
  /** Of the account: reserved, or run without a reservation. */
  readonly claimed: number;
}

/** AWS/Lambda: RecursiveInvocationsDropped. */
export interface RecursionDropped {
  readonly kind: 'recursion-dropped';
  readonly timestamp: number;
  readonly functionName: string;
}

/** AWS/Lambda: PolledEventCount, InvokedEventCount, FailedInvokeEventCount, DeletedEventCount. */
export interface MappingBatch {
  readonly kind: 'mapping-batch';
  readonly timestamp: number;
  readonly functionName: string;
  readonly queueName: string;
  readonly mappingId: string;
  readonly polled: number;
  readonly invoked: number;
  readonly failed: number;
  readonly deleted: number;
}

/** A mapping begins to poll its queue, or no longer can. While it does, PolledEventCount is at least 0. */
export interface MappingPolling {
  readonly kind: 'mapping-polling';
  readonly timestamp: number;
  readonly functionName: string;
  readonly queueName: string;
  readonly mappingId: string;
  readonly isPolling: boolean;
}

/** AWS/ApiGateway: Count, 4XXError, 5XXError, Latency, IntegrationLatency. */
export interface ApiRequest {
  readonly kind: 'api-request';
  readonly timestamp: number;
  readonly apiName: string;
  readonly stage: string;
  readonly method: string;
  /** The resource's path, such as `/webhooks/{source}`; absent where nothing matched. */
  readonly resource?: string;
  /** Whether metrics by method and resource are on. */
  readonly hasMethodMetrics?: boolean;
  readonly status: number;
  /** The gateway's own answer with a status that the template gave it: a 4XXError, whatever the status. */
  readonly isStatusModified: boolean;
  readonly latencyMs: number;
  readonly integrationLatencyMs?: number;
  /** Present where it is sampled. */
  readonly segment?: TraceSegment;
}

/** AWS/SQS: NumberOfMessagesSent, Received, Deleted, EmptyReceives, SentMessageSize; since the last report. */
export interface QueueActivity {
  readonly kind: 'queue-activity';
  readonly timestamp: number;
  readonly queueName: string;
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  readonly emptyReceives: number;
  readonly sentBytes: number;
}

/** AWS/SQS: ApproximateNumberOfMessages*, ApproximateAgeOfOldestMessage; reported each second. */
export interface QueueDepth {
  readonly kind: 'queue-depth';
  readonly timestamp: number;
  readonly queueName: string;
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  /** 0 on an empty queue. A message received three times or more no longer counts, as on SQS. */
  readonly oldestAgeSeconds: number;
}

/** What AWS bills and no other event tells of. */
export interface BilledUsage {
  readonly kind: 'billed-usage';
  readonly unit: BillableUnit;
  /** What used it: an action, a function, a log group. */
  readonly of: string;
  readonly amount: number;
  /** Of an invocation. */
  readonly time?: InvocationTime;
}

/** What a function would be billed for, by two clocks. */
export interface InvocationTime {
  readonly memoryMb: number;
  /** As AWS bills it: all of the time that went by, initialization included, in milliseconds begun. */
  readonly billedMs: number;
  /** The part of it in which an environment started. */
  readonly initMs: number;
  readonly cpuMs: number;
  readonly waitMs: number;
  /** CPU time and waiting, in milliseconds begun: what a machine that has nothing else to do would bill. */
  readonly ownMs: number;
}

/** Watches nothing. */
export const blindObserver: Observer = { log: () => undefined, record: () => undefined };

/** Hands everything to each of them. */
export function observeAll(observers: readonly Observer[]): Observer {
  return {
    log: (line) => {
      for (const observer of observers) observer.log(line);
    },
    record: (event) => {
      for (const observer of observers) observer.record(event);
    },
  };
}
