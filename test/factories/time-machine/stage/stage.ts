import { QueueMetrics } from '../../../../local/aws/cloudwatch/metrics/queue-metrics.ts';
import type { Published } from '../run-alarms.ts';
import type { Conditions } from './conditions.ts';
import { type Processed, Processing } from './processing.ts';
import {
  auditRows,
  edgeOf,
  edgeRows,
  processingRows,
  publishedOf,
  reconciliationRows,
  type StageNames,
} from './published-rows.ts';

const minuteMs = 60_000;
const scheduleMinutes = 5;

/** A whole stage, as coarse as its metrics are: given what happens in a minute, what it publishes in it. */
export class Stage {
  readonly #names: StageNames;
  readonly #processing = new Processing();
  /** The embedded stack's own, so that queues fall asleep. */
  readonly #queues = new QueueMetrics();
  #minute = -1;
  #accepted = 0;
  #settled = 0;
  #letters = 0;
  #oldestLetterAt = 0;

  constructor(names: StageNames) {
    this.#names = names;
  }

  pass(conditions: Conditions): readonly Published[] {
    this.#minute += 1;
    const { accepted } = edgeOf(conditions);
    const stored = Math.max(0, accepted - conditions.lost);
    const now = this.#processing.pass(this.#minute, stored, conditions);
    this.#accepted += accepted;
    this.#settled += now.settled;
    const totals = { accepted: this.#accepted, settled: this.#settled };
    const isDue = this.#minute % scheduleMinutes === 0;
    const rows = [
      ...edgeRows(this.#names, conditions),
      ...processingRows(this.#names, now, conditions.polling),
      ...(isDue && conditions.auditing ? auditRows(this.#names, totals) : []),
      ...(isDue && conditions.reconciling ? reconciliationRows(this.#names) : []),
    ];
    return [...rows.flatMap(publishedOf), ...this.#queueMetrics(now, conditions)];
  }

  #queueMetrics(now: Processed, { polling, redriven }: Conditions): readonly Published[] {
    const queueName = `spillway-${this.#names.stage}-intake`;
    const timestamp = this.#minute * minuteMs;
    const { sent, received, deleted } = now;
    if (polling || sent > 0) {
      const activity = { sent, received, deleted, emptyReceives: 1, sentBytes: 0 };
      this.#queues.record({ kind: 'queue-activity', timestamp, queueName, ...activity });
    }
    this.#queues.record({
      ...{ kind: 'queue-depth', timestamp, queueName, oldestAgeSeconds: 0 },
      ...this.#processing.depth(this.#minute),
    });
    this.#keepLetters(now.deadLetters + now.moved, redriven);
    return this.#queues.flush(timestamp);
  }

  #keepLetters(added: number, areRedriven: boolean): void {
    if (areRedriven) this.#letters = 0;
    if (this.#letters === 0) this.#oldestLetterAt = this.#minute;
    this.#letters += added;
    this.#queues.record({
      ...{ kind: 'queue-depth', timestamp: this.#minute * minuteMs, notVisible: 0, delayed: 0 },
      ...{ queueName: `spillway-${this.#names.stage}-dead-letters`, visible: this.#letters },
      oldestAgeSeconds: this.#letters === 0 ? 0 : 60 * (this.#minute - this.#oldestLetterAt),
    });
  }
}
