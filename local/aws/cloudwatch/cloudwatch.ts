import { createGuard, type EnforceAccess } from '../iam/guard.ts';
import type { Observer, PlatformEvent, QueueDepth } from '../observer.ts';
import type { AlarmResource } from './alarms/alarm-definition.ts';
import { type AlarmOptions, Alarms } from './alarms/alarms.ts';
import { startApi } from './api/server.ts';
import type { Clock } from './clock.ts';
import type { Dashboard } from './dashboards/dashboard.ts';
import { parseEmf } from './metrics/emf.ts';
import { MappingPolls } from './metrics/mapping-polls.ts';
import type { CountEntries } from './metrics/metric-filter.ts';
import { type MetricDatum, MetricStore } from './metrics/metric-store.ts';
import { metricsOfEvent } from './metrics/platform-metrics.ts';
import { QueueMetrics } from './metrics/queue-metrics.ts';

/** What a deployment says is to be watched. */
export interface Watched {
  readonly alarms: readonly AlarmResource[];
  /** The filters that count entries of log groups. */
  readonly metricFilters?: readonly CountEntries[];
  readonly dashboards?: readonly Dashboard[];
}

export interface CloudWatchOptions extends AlarmOptions, Watched {}

export interface CloudWatch extends Observer {
  /** Stores one datum, as PutMetricData does. */
  putMetric(datum: MetricDatum): void;
  readonly enforceAccess: EnforceAccess;
  /** Watches these from now on. Metrics, and the state of alarms that stay, are kept. */
  deploy(watched: Watched): void;
  /** Listens on 127.0.0.1 and starts evaluating. Resolves to the endpoint, `http://127.0.0.1:<port>`. */
  start(port?: number): Promise<string>;
  stop(): Promise<void>;
}

const minuteMs = 60_000;
const stepMs = 10_000;
/** How long an evaluation waits for data that is still on its way. */
const latenessMs = 5_000;
/** After a pause of the process (a laptop that slept) older periods are skipped. */
const maxStepsBehind = 60;

/** Metrics and alarms of the embedded stack. Log lines and events carry the machine's time. */
export function createCloudWatch(options: CloudWatchOptions): CloudWatch {
  const { clock, accountId } = options;
  let watched: Watched = options;
  let deployedAt = clock.now();
  const store = new MetricStore();
  const queues = new QueueMetrics();
  const polls = new MappingPolls();
  const alarms = new Alarms(options.alarms, store, options);
  const emfErrors = createEmfErrorCounter(store);
  const guard = createGuard();
  const stopping: (() => void | Promise<void>)[] = [];

  const record = (event: PlatformEvent) => {
    if (event.kind === 'queue-depth' || event.kind === 'queue-activity') {
      queues.record(event.kind === 'queue-depth' ? agedBy(clock, event) : event);
      return;
    }
    if (event.kind === 'mapping-polling') {
      polls.record(event);
      return;
    }
    for (const datum of metricsOfEvent(event)) {
      store.put({ ...datum, timestamp: clock.at(datum.timestamp) });
    }
  };

  return {
    record,
    log(line) {
      const { logGroup, message, timestamp } = line;
      const { data, parsingErrors, validationErrors } = parseEmf(message);
      const counted = (watched.metricFilters ?? []).flatMap((count) => count(line));
      for (const datum of [...data, ...counted]) {
        store.put({ ...datum, timestamp: clock.at(datum.timestamp) });
      }
      emfErrors(logGroup, clock.at(timestamp), { parsingErrors, validationErrors });
    },
    putMetric: (datum) => store.put(datum),
    enforceAccess: guard.enforce,
    deploy(next) {
      watched = next;
      deployedAt = clock.now();
      alarms.deploy(next.alarms);
    },
    async start(port = 0) {
      const dashboards = () => ({ list: watched.dashboards ?? [], accountId, deployedAt });
      const api = await startApi({ clock, store, alarms, dashboards }, port, guard);
      const everyMinute = (end: number) => {
        const start = end - minuteMs;
        for (const datum of queues.flush(start)) store.put(datum);
        for (const datum of polls.flush(start)) store.put(datum);
      };
      stopping.push(
        api.stop,
        repeat(clock, minuteMs, 0, everyMinute),
        repeat(clock, stepMs, latenessMs, (end) => alarms.evaluate(end)),
      );
      return api.endpoint;
    },
    async stop() {
      for (const stop of stopping.splice(0)) await stop();
    },
  };
}

/** A message ages as fast as the clock of metrics runs. */
function agedBy({ at }: Clock, depth: QueueDepth): QueueDepth {
  const { timestamp, oldestAgeSeconds } = depth;
  const ageMs = at(timestamp) - at(timestamp - oldestAgeSeconds * 1000);
  return { ...depth, oldestAgeSeconds: ageMs / 1000 };
}

/** Calls `work` with each multiple of `everyMs`, `delayMs` after it. Returns how to end it. */
function repeat(
  clock: Clock,
  everyMs: number,
  delayMs: number,
  work: (time: number) => void,
): () => void {
  let next = Math.floor(clock.now() / everyMs + 1) * everyMs;
  let cancel = () => {};
  const wake = () => {
    const behind = Math.floor((clock.now() - delayMs - next) / everyMs);
    next += Math.max(0, behind - maxStepsBehind) * everyMs;
    for (; next + delayMs <= clock.now(); next += everyMs) work(next);
    cancel = clock.alarm(next + delayMs, wake);
  };
  cancel = clock.alarm(next + delayMs, wake);
  return () => cancel();
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
function createEmfErrorCounter(store: MetricStore) {
  return (
    logGroup: string,
    timestamp: number,
    errors: { readonly parsingErrors: number; readonly validationErrors: number },
  ): void => {
    const put = (name: string, count: number) => {
      if (count === 0) return;
      const dimensions = { LogGroupName: logGroup };
      store.put({
        namespace: 'AWS/Logs',
        name,
        dimensions,
        values: [count],
        unit: 'None',
        timestamp,
      });
    };
    put('EMFParsingErrors', errors.parsingErrors);
    put('EMFValidationErrors', errors.validationErrors);
  };
}
