import { signal } from '@preact/signals';

export interface Session {
  readonly stage: string;
  readonly isEmbedded: boolean;
  readonly mayWrite: boolean;
  /** Present where something may be changed. */
  readonly writeToken?: string;
  /** The stage's time when the session was read, in milliseconds since 1970. */
  readonly now: number;
}

export const session = signal<Session | undefined>(undefined);

/** @returns the status of the answer; `undefined` where nothing answers */
export async function readSession(): Promise<number | undefined> {
  const answer = await fetch('/api/session').catch(() => undefined);
  if (answer?.ok) session.value = await answer.json();
  return answer?.status;
}

/** Which stage is meant, in a sentence. */
export function stageName(): string {
  const { stage, isEmbedded } = session.value ?? {};
  return isEmbedded ? 'the stage of this machine' : `the stage ${stage}`;
}
