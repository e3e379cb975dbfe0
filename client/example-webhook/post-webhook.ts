export interface Posted {
  readonly status: number;
  /** From the start of the request to the first byte of the answer. */
  readonly firstByteMs: number;
  /** From the start of the request to the last byte of the answer. */
  readonly totalMs: number;
}

const timeoutMilliseconds = 30_000;

/** Sends one signed webhook. @throws what `fetch` throws where there is no answer within 30 s */
export async function postWebhook(
  url: string,
  {
    method = 'POST',
    headers,
    body,
  }: {
    readonly method?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  },
): Promise<Posted> {
  const sentAt = performance.now();
  const answer = await fetch(url, {
    method,
    headers,
    body: method === 'GET' ? null : new Uint8Array(body),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const firstByteMs = performance.now() - sentAt;
  await answer.arrayBuffer();
  return { status: answer.status, firstByteMs, totalMs: performance.now() - sentAt };
}
