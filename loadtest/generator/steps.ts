import { threadId } from 'node:worker_threads';
import type { Intent } from '../samples/sample.ts';
import type { SamplesFile } from '../samples/samples-file.ts';
import { holdUntil, now } from './pace.ts';
import type { Answer, Transmit } from './transmit.ts';
import type { Workload } from './workload.ts';

/** Of one virtual user, which sends one webhook. */
export interface UserContext {
  readonly vars: { [name: string]: unknown };
}

/** Where Artillery counts. */
export interface Metrics {
  emit(kind: 'counter' | 'histogram', name: string, value: number): void;
  emit(kind: 'rate', name: string): void;
}

type Done = (error?: Error) => void;

const halted = new Error('The run was interrupted.');

/** What the requests of one worker come from and are written to. */
export interface Generator {
  readonly workload: Workload;
  readonly transmit: Transmit;
  /** Absent: nothing is written. */
  readonly samples?: SamplesFile | undefined;
  /** Milliseconds since 1970. */
  readonly dueAt: (index: number) => number;
  /** How many webhooks are due before what the scenario is about begins. Until then only valid ones are sent. */
  readonly quiet: number;
  /** Names the worker within the run. */
  readonly worker: string;
  /** Whether the run was interrupted. */
  readonly isHalted?: () => boolean;
}

/**
 * The steps that Artillery's virtual users take: each makes a webhook, sends it when it is due, and notes its answer. They
 * are plain functions with a callback, because Artillery awaits async ones through more machinery, for each webhook.
 *
 * @param open called when the first webhook comes
 */
export function createSteps(open: (context: UserContext) => Generator) {
  let generator: Generator | undefined;
  let count = 0;

  return (intent: Intent) =>
    (context: UserContext, metrics: Metrics, done: Done): void => {
      generator ??= open(context);
      const { workload, transmit, samples, worker, quiet, isHalted, dueAt: dueAtOf } = generator;
      if (isHalted?.()) {
        done(halted);
        return;
      }
      const number = count++;
      const request = `${worker}-${number}`;
      const dueAt = dueAtOf(number);
      const isEarly = number < quiet && intent !== 'large';
      const made = workload.make(isEarly ? 'valid' : intent, number, dueAt);
      holdUntil(dueAt, () => {
        if (isHalted?.()) {
          done(halted);
          return;
        }
        samples?.append({ kind: 'sent', request, ...made.said, dueAt, sentAt: now() });
        countRequest(metrics);
        transmit(made.channel.url, made.request, {
          answered(answer) {
            samples?.append({ kind: 'answered', request, at: now(), ...noteOf(answer) });
            if (isTaken(answer.status)) workload.taken(made);
            countAnswer(metrics, answer);
            done();
          },
          failed(error) {
            const code = error.code ?? error.name;
            samples?.append({ kind: 'failed', request, at: now(), code });
            done(error);
          },
        });
      });
    };
}

/** Named as Artillery's own HTTP client names them. */
function countRequest(metrics: Metrics): void {
  metrics.emit('counter', 'http.requests', 1);
  metrics.emit('rate', 'http.request_rate');
}

function countAnswer(metrics: Metrics, { status, firstByteMs, totalMs }: Answer): void {
  metrics.emit('counter', `http.codes.${status}`, 1);
  metrics.emit('counter', 'http.responses', 1);
  metrics.emit('histogram', 'http.response_time', firstByteMs);
  metrics.emit('histogram', 'http.total', totalMs);
}

const isTaken = (status: number) => status >= 200 && status < 300;

/** With the delivery's id, or of problem details (RFC 9457) the reason; some senders are answered with nothing. */
function noteOf({ status, body, firstByteMs, totalMs }: Answer) {
  const [, id] = /"deliveryId":"([^"]{1,300})"/.exec(body) ?? [];
  const [, reason] = /urn:spillway:rejection:([a-z-]{1,60})/.exec(body) ?? [];
  const isForeign = isTaken(status) && body !== '' && id === undefined;
  const told = { ...(id && { id }), ...(reason && { reason }), ...(isForeign && { isForeign }) };
  return { status, firstByteMs, totalMs, ...told };
}

/** Writes once a second how busy this thread is; it is the one that falls behind when overloaded. */
export function recordOwnLoad(samples: SamplesFile, worker: string): void {
  let before = process.threadCpuUsage();
  let since = now();
  setInterval(() => {
    const used = process.threadCpuUsage(before);
    const at = now();
    const cpuShare = (used.user + used.system) / 1000 / (at - since);
    samples.append({ kind: 'load', worker, at, cpuShare });
    before = process.threadCpuUsage();
    since = at;
  }, 1000).unref();
}

/** @param machine of several machines, which this is */
export function workerName(machine: string | undefined): string {
  return machine === undefined ? `${threadId}` : `${machine}.${threadId}`;
}
