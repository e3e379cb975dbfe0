import { session } from './session.ts';

interface Pauses {
  readonly embedded: number;
  /** Absent: it is read once. */
  readonly onAws?: number;
}

/** Milliseconds between two reads: on AWS some are paid for, and all of them share its quotas with others. */
export function howOften({ embedded, onAws }: Pauses): number | undefined {
  return session.value?.isEmbedded === false ? onAws : embedded;
}
