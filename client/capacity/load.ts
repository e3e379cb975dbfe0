/** What is to be carried. */
export interface Load {
  /** Webhooks a second, from one moment to the next. */
  readonly ratePerSecond: number;
  /** Webhooks a second before it, and after it. */
  readonly calmPerSecond: number;
  /** How long the rate lasts. Absent: it stays. */
  readonly seconds?: number | undefined;
  readonly bodyBytes: number;
  /** How long one invocation of ingestion takes. */
  readonly ingestionMs: number;
  /** How long one invocation of processing takes, for all webhooks of its batch together. */
  readonly processingMs: number;
  /** To how many destinations each webhook goes. */
  readonly destinations: number;
  /** The share of attempts that fail at a destination, 0 to 1. */
  readonly failingShare: number;
}

/** Little's law: so many are under way on average. */
export function underWay(perSecond: number, milliseconds: number): number {
  return (perSecond * milliseconds) / 1000;
}

/** How often a webhook is tried on average, where each attempt fails with the same probability. */
export function attemptsPerWebhook(failingShare: number, mostAttempts: number): number {
  if (failingShare >= 1) return mostAttempts;
  return (1 - failingShare ** mostAttempts) / (1 - failingShare);
}
