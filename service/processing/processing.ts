import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Line, OpenLine } from '../telemetry/line.ts';
import type { MetricName } from '../telemetry/metric-names.ts';
import { type Envelope, parseEnvelope } from '../webhook/envelope.ts';
import type { Attempted } from './attempt.ts';
import type { CircuitBreakers } from './circuit-breakers.ts';
import type { Message } from './deliver-to.ts';
import { type FailurePorts, handleFailure } from './handle-failure.ts';
import { inTurns } from './in-turns.ts';
import { type CountNow, openLineOf } from './last-receive.ts';
import {
  type DeliveredTo,
  type Processed,
  processWebhook,
  type WebhookPorts,
} from './process-webhook.ts';
import { isReplayed, withRedrive } from './redriven.ts';
import type { FilterReason } from './route-webhook.ts';

export interface ProcessingPorts extends WebhookPorts, FailurePorts {
  readonly circuits: CircuitBreakers;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly openLine: OpenLine;
  readonly countNow: CountNow;
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
 * Takes a batch and returns its failures. The way of each webhook: read → wait for its copies → archive in
 * parallel, and route → deliver to each destination, which is claim → deliver → settle → count. `handle-failure.ts`
 * alone decides on each failure. Records are processed in parallel, and one that fails never fails the rest:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function createProcessing(ports: ProcessingPorts) {
  const processor = new BatchProcessor(EventType.SQS);
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const batch: Batch = {
      takeTurns: inTurns(),
      timeLeftMs: () => context.getRemainingTimeInMillis(),
      isSingle: event.Records.length === 1,
    };
    try {
      return await processPartialResponse(
        event,
        (record: SQSRecord) => processRecord(ports, batch, record),
        processor,
        {
          context,
          // A batch of failures is not a crash. Lambda's Errors metric is to mean "crashed" only.
          throwOnFullBatchFailure: false,
        },
      );
    } finally {
      // Lambda freezes the function once it has answered.
      await ports.circuits.settled();
    }
  };
}

interface Batch {
  /** Makes copies of the same webhook take turns. */
  readonly takeTurns: ReturnType<typeof inTurns>;
  readonly timeLeftMs: () => number;
  readonly isSingle: boolean;
}

async function processRecord(
  ports: ProcessingPorts,
  { takeTurns, timeLeftMs, isSingle }: Batch,
  record: SQSRecord,
): Promise<void> {
  const line = openLineOf(ports, record, isSingle);
  const tried = { failedAt: [] as string[], attempted: [] as Attempted[] };
  let envelope: Envelope | undefined;
  try {
    envelope = withRedrive(parseEnvelope(record.body), record);
    const receiveCount = Number(record.attributes.ApproximateReceiveCount);
    const message = {
      envelope,
      messageId: record.messageId,
      receiveCount,
      timeLeftMs,
      meter: line,
    };
    if (isFirst(message)) recordAge(ports, line, 'QueueWait', envelope, {});
    const { source, nonce = '', deliveryId } = envelope;
    // If a batch holds two copies of one webhook, the second waits for the first's result.
    const processed = await takeTurns(`${source}/${nonce}/${deliveryId}`, () =>
      traced(ports, { ...message, ...tried, timeAtStartMs: timeLeftMs() }),
    );
    report(ports, line, { envelope, attempted: tried.attempted }, processed);
  } catch (error) {
    await handleFailure(ports, { record, envelope, ...tried, line }, error);
  }
}

/**
 * Whether the webhook is tried for the first time. Only its first wait shows how fast we are: after a failure it
 * waits because of its destination.
 */
function isFirst({
  envelope: { attempts, parkedSince, redrive },
  receiveCount,
}: Pick<Message, 'envelope' | 'receiveCount'>): boolean {
  return receiveCount === 1 && (attempts ?? parkedSince ?? redrive) === undefined;
}

interface Tried {
  readonly envelope: Envelope;
  readonly attempted: readonly Attempted[];
}

function report(ports: ProcessingPorts, line: Line, tried: Tried, processed: Processed) {
  const { envelope, attempted } = tried;
  const { deliveryId, source, type, trackingId, nonce, redrive } = envelope;
  const about = { deliveryId, source, type, trackingId, nonce, redrive };
  if (processed.kind === 'leftover') {
    line.end('info', 'webhook copy left over', { ...about, outcome: 'leftover' });
    return;
  }
  const { kind, reasons, delivered, ...why } = { reasons: [], delivered: [], ...processed };
  line.count(outcomeMetrics[kind], { source, ...why });
  if (isReplayed(envelope)) line.count('WebhookReplayed', { source });
  recordAge(ports, line, 'EndToEndLatency', envelope, { source });
  line.end('info', `webhook ${kind}`, {
    ...{ ...about, outcome: kind, ageMs: ageOf(ports, envelope), ...why },
    ...(delivered.length === 0 ? {} : { delivered: agesOf(envelope, delivered) }),
    ...(attempted.length === 0 ? {} : { attempts: attempted }),
    ...few(reasons),
  });
}

/** By destination, how long after its receipt the webhook was there, in milliseconds. */
function agesOf({ receivedAt }: Envelope, delivered: readonly DeliveredTo[]) {
  const received = Date.parse(receivedAt);
  return Object.fromEntries(
    delivered.map(({ destination, settledAt }) => [destination, settledAt - received]),
  );
}

const mostReasons = 10;

/** Keeps the log line short, however many routes there are. */
function few(reasons: readonly FilterReason[]) {
  if (reasons.length <= mostReasons) return reasons.length === 0 ? {} : { reasons };
  const moreReasons = reasons.length - mostReasons;
  return { reasons: reasons.slice(0, mostReasons), moreReasons };
}

/**
 * A replay is not measured: its age was recorded when the webhook first came, and its age today says nothing about
 * our speed.
 */
function recordAge(
  ports: ProcessingPorts,
  line: Line,
  metric: 'QueueWait' | 'EndToEndLatency',
  envelope: Envelope,
  dimensions: Readonly<Record<string, string>>,
): void {
  if (envelope.nonce === undefined) line.record(metric, ageOf(ports, envelope), dimensions);
}

function ageOf({ now }: ProcessingPorts, { receivedAt }: Envelope): number {
  return now() - Date.parse(receivedAt);
}

function traced(ports: ProcessingPorts, message: Message) {
  const { deliveryId, source, trace } = message.envelope;
  const annotations = {
    deliveryId,
    source,
    ...(trace === undefined ? {} : { producerTrace: trace }),
  };
  return ports.tracing.capture('## webhook', annotations, () => processWebhook(ports, message));
}
