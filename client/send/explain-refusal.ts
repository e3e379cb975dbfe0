import { explanationText } from '../logs/explanation-text.ts';
import type { LogSource } from '../logs/log-source.ts';
import { orAborted } from '../or-aborted.ts';
import { readLines, skewMs } from './read-lines.ts';

export interface Looking {
  readonly pauseMs: number;
  readonly waitMs: number;
  readonly now: () => number;
}

const mostMs = 5_000;

/** The likely mistake behind a refusal, as ingestion has logged it: callers are never told. */
export async function explainRefusal(
  logs: LogSource,
  trackingId: string,
  { pauseMs, waitMs, now }: Looking,
): Promise<string | undefined> {
  const until = now() + Math.min(waitMs, mostMs);
  const query = { functions: ['ingestion'], trackingId, since: now() - skewMs } as const;
  for (;;) {
    const lines = await readLines(logs, query);
    const [line] = lines ?? [];
    if (line !== undefined) return explanationText(line.fields.explanation);
    if (lines === undefined || logs.signal.aborted || now() >= until) return undefined;
    await orAborted(logs.sleep(pauseMs), logs.signal);
  }
}
