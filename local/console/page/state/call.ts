import { printableLines } from '../../../../client/terminal/printable.ts';
import { session } from './session.ts';

/** What the console's own server refused, with what to do about it; of what others wrote in it nothing deceives a reader. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly remedy: string | undefined;
  readonly status: number;

  constructor(status: number, message: string, remedy?: string) {
    super(printableLines(message));
    this.status = status;
    this.remedy = remedy && printableLines(remedy);
  }
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Becomes JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Calls an endpoint of the console.
 *
 * @param path such as `/api/alarms`
 * @throws CallError, also where nothing answers
 */
export async function call<T>(
  path: string,
  { method = 'GET', body, signal }: CallOptions = {},
): Promise<T> {
  const answer = await fetch(path, {
    method,
    ...(signal === undefined ? {} : { signal }),
    headers: {
      ...(method === 'GET' ? {} : { 'x-spillway-write': session.value?.writeToken ?? '' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new CallError(0, 'The console does not answer.', 'Is it still running?');
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  throw errorIn(answer.status, text);
}

function errorIn(status: number, text: string): CallError {
  try {
    const { error, remedy } = JSON.parse(text);
    return new CallError(status, error, remedy);
  } catch {
    return new CallError(status, text.trim());
  }
}
