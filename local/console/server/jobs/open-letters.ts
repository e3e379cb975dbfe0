import {
  type DeadLetters,
  openDeadLetters,
} from '../../../../client/dead-letters/open-dead-letters.ts';
import type { ConsoleContext } from '../endpoint.ts';

/** The dead letters of the console's stage. */
export function openLetters({ clients, stage, readRoutes }: ConsoleContext): Promise<DeadLetters> {
  return openDeadLetters(clients, stage, readRoutes);
}

/** No more are looked at unless somebody asks. */
export const lookAtMost = 1_000;
