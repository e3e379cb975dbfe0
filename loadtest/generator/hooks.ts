import { threadId } from 'node:worker_threads';
import { searchOf } from '../../client/example-webhook/search-of.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Intent } from '../samples/sample.ts';
import type { SamplesFile } from '../samples/samples-file.ts';
import { holdUntil, now } from './pace.ts';
import type { Made, Workload } from './workload.ts';

interface RequestParams {
  url: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer;
}

interface Answer {
  readonly statusCode: number;
  readonly body?: string;
  readonly timings: { readonly phases: { readonly firstByte?: number; readonly total?: number } };
}

/** Of one virtual user, which sends one webhook. */
export interface UserContext {
  readonly vars: { [name: string]: unknown };
}

type Done = (error?: Error) => void;

const halted = new Error('The run was interrupted.');

/** What the requests of one worker come from and are written to. */
export interface Generator {
  readonly workload: Workload;
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

/** What is remembered of a request until it is answered. */
interface Underway {
  readonly key: string;
  readonly made: Made;
}

/**
 * The functions that Artillery calls around each request. They are plain functions with a callback, because
 * Artillery awaits async ones through more machinery, for each request.
 *
 * @param open called when the first request comes
 */
export function createHooks(open: (context: UserContext) => Generator) {
  let generator: Generator | undefined;
  let count = 0;
  const underway = new WeakMap<UserContext, Underway>();

  /** Runs last before sending, on the exact bytes that leave; they leave when they are due. */
  const send =
    (intent: Intent) =>
    (params: RequestParams, context: UserContext, _events: unknown, done: Done): void => {
      generator ??= open(context);
      const { workload, samples, worker, quiet, isHalted } = generator;
      if (isHalted?.()) {
        done(halted);
        return;
      }
      const number = count++;
      const dueAt = generator.dueAt(number);
      const isEarly = number < quiet && intent !== 'large';
      const made = workload.make(isEarly ? 'valid' : intent, number, dueAt);
      fill(params, made.channel.url, made.request);
      const key = `${worker}-${number}`;
      underway.set(context, { key, made });
      holdUntil(dueAt, () => {
        const isTooLate = isHalted?.() === true;
        if (!isTooLate) {
          samples?.append({ kind: 'sent', request: key, ...made.said, dueAt, sentAt: now() });
        }
        done(isTooLate ? halted : undefined);
      });
    };

  const recordAnswer = (
    _params: RequestParams,
    { statusCode: status, body, timings: { phases } }: Answer,
    context: UserContext,
    _events: unknown,
    done: Done,
  ): void => {
    const at = now();
    const one = underway.get(context);
    if (one && generator) {
      const times = { firstByteMs: phases.firstByte ?? 0, totalMs: phases.total ?? 0 };
      const said = { at, status, ...times, ...readBody(status, body) };
      generator.samples?.append({ kind: 'answered', request: one.key, ...said });
      if (isTaken(status)) generator.workload.taken(one.made);
    }
    done();
  };

  const recordFailure = (
    error: Error & { readonly code?: string },
    _params: RequestParams,
    context: UserContext,
    _events: unknown,
    done: Done,
  ): void => {
    const { key } = underway.get(context) ?? {};
    if (key !== undefined) {
      const code = error.code ?? error.name;
      generator?.samples?.append({ kind: 'failed', request: key, at: now(), code });
    }
    done();
  };

  return { send, recordAnswer, recordFailure };
}

function fill(params: RequestParams, url: string, request: WebhookRequest): void {
  params.url = url + searchOf(request.query);
  params.method = request.method;
  params.headers = { ...request.headers };
  // A Buffer, because Artillery would render `{{ }}` inside a string.
  if (request.method !== 'GET') params.body = request.body;
}

const isTaken = (status: number) => status >= 200 && status < 300;

/** The delivery's id, or of problem details (RFC 9457) the reason; some senders are answered with nothing. */
function readBody(status: number, body = '') {
  const [, id] = /"deliveryId":"([^"]{1,300})"/.exec(body) ?? [];
  const [, reason] = /urn:spillway:rejection:([a-z-]{1,60})/.exec(body) ?? [];
  const isForeign = isTaken(status) && body !== '' && id === undefined;
  return { ...(id && { id }), ...(reason && { reason }), ...(isForeign && { isForeign }) };
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
