import type { QueueActivity, QueueDepth } from '../../observer.ts';
import type { MetricDatum } from './metric-store.ts';

interface Minute {
  depth?: QueueDepth;
  sent: number;
  received: number;
  deleted: number;
  emptyReceives: number;
  sentBytes: number;
  isCalled: boolean;
}

/** When a queue was active last, and from when on it reports. Milliseconds of the clock of metrics. */
interface Attention {
  readonly activeAt: number;
  readonly reportsFrom: number;
}

const asleepAfterMs = 21_600_000;
const wakingMs = 900_000;

/** Collects what queues report and publishes it as SQS does: one datum a metric and minute. */
export class QueueMetrics {
  readonly #queues = new Map<string, Minute>();
  readonly #attention = new Map<string, Attention>();

  record(event: QueueActivity | QueueDepth): void {
    const minute = this.#minuteOf(event.queueName);
    if (event.kind === 'queue-depth') {
      minute.depth = event;
      return;
    }
    minute.isCalled = true;
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
      this.#queues.set(QueueName, { ...nothing, ...(depth ? { depth } : {}) });
      if (!this.#isReporting(QueueName, minute, timestamp)) continue;
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
    }
    return data;
  }

  /**
   * A queue that was empty and not called for six hours reports nothing, and wakes up to 15 minutes late: here, always
   * as late as that.
   *
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
   */
  #isReporting(queueName: string, minute: Minute, now: number): boolean {
    const { activeAt, reportsFrom } = this.#attention.get(queueName) ?? {
      activeAt: now,
      reportsFrom: now,
    };
    const isAsleep = now - activeAt > asleepAfterMs;
    const isActive = minute.isCalled || holdsMessages(minute);
    const attention = {
      activeAt: isActive ? now : activeAt,
      reportsFrom: isAsleep && isActive ? now + wakingMs : reportsFrom,
    };
    this.#attention.set(queueName, attention);
    return now - attention.activeAt <= asleepAfterMs && now >= attention.reportsFrom;
  }

  #minuteOf(queueName: string): Minute {
    const known = this.#queues.get(queueName);
    if (known) return known;
    const added: Minute = { ...nothing };
    this.#queues.set(queueName, added);
    return added;
  }
}

function holdsMessages({ depth }: Minute): boolean {
  return depth !== undefined && depth.visible + depth.notVisible + depth.delayed > 0;
}

const counts = { sent: 0, received: 0, deleted: 0, emptyReceives: 0, sentBytes: 0 } as const;
const nothing = { ...counts, isCalled: false } as const;
