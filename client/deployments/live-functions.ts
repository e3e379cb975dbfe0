/** What only a scheduled rule calls has no alias, and so no versions; a stage without delivery logs has no reconciliation. */
export const functionNames = ['ingestion', 'processing', 'audit', 'reconciliation'] as const;
export type FunctionName = (typeof functionNames)[number];

/** What callers call. */
export const liveAlias = 'live';
