import type { QueueActivity, QueueDepth } from '../../observer.ts';
import type { MetricDatum } from './metric-store.ts';

interface Minute {
  depth?: QueueDepth;
  sent: number;
  received: number;
  deleted: number;
  emptyReceives: number;
  sentBytes: number;
}

/** Collects what queues report and publishes it as SQS does: one datum a metric and minute. */
export class QueueMetrics {
  readonly #queues = new Map<string, Minute>();

  record(event: QueueActivity | QueueDepth): void {
    const minute = this.#minuteOf(event.queueName);
    if (event.kind === 'queue-depth') {
      minute.depth = event;
      return;
    }
    minute.sent += event.sent;
    minute.received += event.received;
    minute.deleted += event.deleted;
    minute.emptyReceives += event.emptyReceives;
    minute.sentBytes += event.sentBytes;
  }

  /**
   * The data of the minute that ends now; the next one starts empty. The last depth that was seen stands.
   *
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
   */
  flush(timestamp: number): MetricDatum[] {
    const data: MetricDatum[] = [];
    for (const [QueueName, minute] of this.#queues) {
      const { depth, ...counts } = minute;
      const add = (name: string, unit: string, value: number, count = 1) => {
        const dimensions = { QueueName };
        const values = [value];
        const counted = { values, counts: [count] };
        data.push({ namespace: 'AWS/SQS', name, unit, dimensions, timestamp, ...counted });
      };
      add('NumberOfMessagesSent', 'Count', counts.sent);
      add('NumberOfMessagesReceived', 'Count', counts.received);
      add('NumberOfMessagesDeleted', 'Count', counts.deleted);
      add('NumberOfEmptyReceives', 'Count', counts.emptyReceives);
      // Single sizes are not known here, so that only Average and SampleCount are exact.
      if (counts.sent > 0) {
        add('SentMessageSize', 'Bytes', counts.sentBytes / counts.sent, counts.sent);
      }
      if (depth) {
        add('ApproximateNumberOfMessagesVisible', 'Count', depth.visible);
        add('ApproximateNumberOfMessagesNotVisible', 'Count', depth.notVisible);
        add('ApproximateNumberOfMessagesDelayed', 'Count', depth.delayed);
        add('ApproximateAgeOfOldestMessage', 'Seconds', depth.oldestAgeSeconds);
      }
      this.#queues.set(QueueName, { ...nothing, ...(depth ? { depth } : {}) });
    }
    return data;
  }

  #minuteOf(queueName: string): Minute {
    const known = this.#queues.get(queueName);
    if (known) return known;
    const added: Minute = { ...nothing };
    this.#queues.set(queueName, added);
    return added;
  }
}

const nothing = { sent: 0, received: 0, deleted: 0, emptyReceives: 0, sentBytes: 0 } as const;
