import type { DrillResult } from '../drill-result.ts';

/** What the process of a job tells the one that started it. */
export type JobMessage =
  | { readonly kind: 'said'; readonly alarm: string; readonly text: string }
  | { readonly kind: 'result'; readonly result: DrillResult };
