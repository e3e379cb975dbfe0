import type { Answered, Sample, Sent } from './sample.ts';

/** One request from its sending to its end. */
export interface Request {
  readonly sent: Sent;
  /** Absent where nobody answered. */
  readonly answered: Answered | undefined;
  /** As ingestion names the delivery; empty where neither the request nor an answer tells. */
  readonly id: string;
  /** Milliseconds from when it was due to the end of its answer; without one, as long as the sender would wait. */
  readonly latencyMs: number;
  /** Milliseconds by which it left too late. */
  readonly latenessMs: number;
}

/** The requests of a run in the order in which they were sent. */
export function requestsOf(samples: readonly Sample[], timeoutMs: number): readonly Request[] {
  const answers = new Map(
    samples.flatMap((one) => (one.kind === 'answered' ? [[one.request, one] as const] : [])),
  );
  return samples.flatMap((sent) => {
    if (sent.kind !== 'sent') return [];
    const answered = answers.get(sent.request);
    const latenessMs = Math.max(0, sent.sentAt - sent.dueAt);
    return [
      {
        sent,
        answered,
        id: answered?.id ?? sent.id,
        latencyMs: answered ? answered.at - sent.dueAt : latenessMs + timeoutMs,
        latenessMs,
      },
    ];
  });
}

export const isAccepted = ({ answered }: Request) =>
  answered !== undefined && answered.status >= 200 && answered.status < 300;

export const isRefused = ({ answered }: Request) =>
  answered !== undefined && answered.status >= 300 && answered.status < 500;
