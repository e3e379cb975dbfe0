/** The functions of every stage. The audit has no alias, and so no versions. */
export const functionNames = ['ingestion', 'processing', 'audit'] as const;
export type FunctionName = (typeof functionNames)[number];

/** What callers call. */
export const liveAlias = 'live';
