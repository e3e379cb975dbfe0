import { randomUUID } from 'node:crypto';
import { threadId } from 'node:worker_threads';
import { signAsGitHub } from '../client/example-webhook/sign-as-github.ts';
import type { Ledger } from './ledger.ts';
import type { Payload } from './payloads.ts';
import type { Target } from './target.ts';

interface RequestParams {
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer;
}

interface Answer {
  readonly statusCode: number;
  readonly timings: { readonly phases: { readonly firstByte?: number; readonly total?: number } };
}

interface ArtilleryContext {
  /** `$environment` is the value of Artillery's `-e`. */
  readonly vars: { readonly $environment?: string };
}

type Done = (error?: Error) => void;

export interface HookOptions {
  readonly payloads: readonly Payload[];
  /** Called once, when the first request is due. */
  readonly resolveTarget: (context: ArtilleryContext) => Target;
  /** Where each delivery id is written with its fate. Absent: nowhere. */
  readonly ledger?: Ledger | undefined;
}

/** Milliseconds since 1970 from the clock that never jumps. */
const now = () => performance.timeOrigin + performance.now();

/**
 * The functions that Artillery calls around each request. They are plain functions with a callback, because
 * Artillery awaits async ones through more machinery, for each request.
 */
export function createHooks({ payloads, resolveTarget, ledger }: HookOptions) {
  let target: Target | undefined;
  let sent = 0;

  return {
    /** Runs last before sending, on the exact bytes that leave. */
    signRequest(
      request: RequestParams,
      context: ArtilleryContext,
      _events: unknown,
      done: Done,
    ): void {
      if (target === undefined) {
        target = resolveTarget(context);
        if (ledger !== undefined) recordOwnLoad(ledger);
      }
      const index = sent++ % payloads.length;
      const payload = payloads[index] as Payload;
      const id = randomUUID();
      request.url = target.url;
      request.body = payload.body;
      request.headers = signAsGitHub(payload, target.secret, id);
      ledger?.append({ kind: 'sent', id, payload: index, at: now() });
      done();
    },

    recordAnswer(
      request: RequestParams,
      { statusCode, timings: { phases } }: Answer,
      _context: unknown,
      _events: unknown,
      done: Done,
    ): void {
      ledger?.append({
        kind: 'answered',
        id: deliveryIdOf(request),
        at: now(),
        status: statusCode,
        firstByteMs: phases.firstByte ?? 0,
        totalMs: phases.total ?? 0,
      });
      done();
    },

    recordFailure(
      error: Error & { readonly code?: string },
      request: RequestParams,
      _context: unknown,
      _events: unknown,
      done: Done,
    ): void {
      const code = error.code ?? error.name;
      ledger?.append({ kind: 'failed', id: deliveryIdOf(request), at: now(), code });
      done();
    },
  };
}

function deliveryIdOf({ headers }: RequestParams): string {
  return headers?.['x-github-delivery'] ?? 'none';
}

/** Of this thread only, because it is the one that falls behind when overloaded. */
function recordOwnLoad(ledger: Ledger): void {
  let before = process.threadCpuUsage();
  let since = now();
  setInterval(() => {
    const used = process.threadCpuUsage(before);
    const at = now();
    const cpuShare = (used.user + used.system) / 1000 / (at - since);
    ledger.append({ kind: 'load', worker: threadId, at, cpuShare });
    before = process.threadCpuUsage();
    since = at;
  }, 1000).unref();
}
