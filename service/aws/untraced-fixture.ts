import type { TraceCall } from './streamline.ts';

/** For tests that are about something else. */
export const untraced: TraceCall = (_, send) => send(undefined);
