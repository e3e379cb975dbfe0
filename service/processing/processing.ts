import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { MetricName } from '../telemetry/metric-names.ts';
import type { Meter } from '../telemetry/metrics.ts';
import type { Tracing } from '../telemetry/tracer.ts';
import { type Envelope, parseEnvelope } from '../webhook/envelope.ts';
import type { BatchOrder } from './batch-order.ts';
import type { HandleFailure } from './handle-failure.ts';
import { inTurns } from './in-turns.ts';
import type { Processed, ProcessWebhook } from './process-webhook.ts';
import { isReplayed, withRedrive } from './redriven.ts';

export interface ProcessingPorts {
  readonly processWebhook: ProcessWebhook;
  readonly handleFailure: HandleFailure;
  /** Whether a route asks for an order: `byReceipt` or `withoutOrder`. */
  readonly orderBatch: (records: readonly SQSRecord[]) => BatchOrder;
  /** Before each batch: what other functions found out about the destinations. */
  readonly refreshCircuits: () => Promise<void>;
  readonly logger: Pick<Logger, 'info'>;
  readonly meter: Pick<Meter, 'count' | 'record'>;
  readonly tracing: Pick<Tracing, 'capture'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const outcomeMetrics = {
  processed: 'WebhookProcessed',
  filtered: 'WebhookFiltered',
  duplicate: 'WebhookDuplicate',
  'dead-lettered': 'WebhookDeadLettered',
} as const satisfies Record<Exclude<Processed['kind'], 'leftover'>, MetricName>;

/**
 * A batch in, its failures out. Records are worked on side by side, and one that fails never fails the rest:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function createProcessing(ports: ProcessingPorts) {
  const processor = new BatchProcessor(EventType.SQS);
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    await ports.refreshCircuits();
    const batch = { order: ports.orderBatch(event.Records), takeTurns: inTurns() };
    const processOne = (record: SQSRecord) => processRecord(ports, batch, record);
    const ordered = { Records: [...batch.order.records] };
    return processPartialResponse(ordered, processOne, processor, {
      context,
      // A batch of failures is not a crash: Lambda's Errors metric is left to mean "crashed".
      throwOnFullBatchFailure: false,
    });
  };
}

interface Batch {
  readonly order: BatchOrder;
  /** Of copies of the same webhook. */
  readonly takeTurns: ReturnType<typeof inTurns>;
}

async function processRecord(
  ports: ProcessingPorts,
  { order, takeTurns }: Batch,
  record: SQSRecord,
): Promise<void> {
  let envelope: Envelope | undefined;
  try {
    const parsed = withRedrive(parseEnvelope(record.body), record);
    envelope = parsed;
    recordAge(ports, 'QueueWait', parsed, {});
    const { source, nonce = '', deliveryId } = parsed;
    // Two copies of one webhook in a batch: the second one waits for what becomes of the first.
    const processed = await takeTurns(`${source}/${nonce}/${deliveryId}`, () =>
      traced(ports, parsed, record.messageId, order),
    );
    report(ports, parsed, processed);
  } catch (error) {
    await ports.handleFailure(record, envelope, error as Error);
  } finally {
    order.leave(record.messageId);
  }
}

function report(ports: ProcessingPorts, envelope: Envelope, processed: Processed) {
  const { meter, logger } = ports;
  const { deliveryId, source, type } = envelope;
  const ageMs = ageOf(ports, envelope);
  if (processed.kind === 'leftover') {
    logger.info('webhook copy left over', { deliveryId, source, type });
    return;
  }
  const { kind, ...why } = processed;
  meter.count(outcomeMetrics[kind], { source, ...why });
  if (isReplayed(envelope)) meter.count('WebhookReplayed', { source });
  recordAge(ports, 'EndToEndLatency', envelope, { source });
  logger.info(`webhook ${kind}`, { deliveryId, source, type, ageMs, ...why });
}

/** Of a replay it was recorded when the webhook first came; its age by now says nothing of how fast we are. */
function recordAge(
  ports: ProcessingPorts,
  metric: 'QueueWait' | 'EndToEndLatency',
  envelope: Envelope,
  dimensions: Readonly<Record<string, string>>,
): void {
  if (envelope.nonce === undefined) ports.meter.record(metric, ageOf(ports, envelope), dimensions);
}

function ageOf({ now }: ProcessingPorts, { receivedAt }: Envelope): number {
  return now() - Date.parse(receivedAt);
}

function traced(
  { tracing, processWebhook }: ProcessingPorts,
  envelope: Envelope,
  id: string,
  order: BatchOrder,
) {
  const { deliveryId, source, trace } = envelope;
  const annotations = {
    deliveryId,
    source,
    ...(trace === undefined ? {} : { producerTrace: trace }),
  };
  return tracing.capture('## webhook', annotations, () => processWebhook(envelope, id, order));
}
