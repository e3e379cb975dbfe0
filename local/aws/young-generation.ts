/**
 * Of each thread: how much memory garbage may fill before it is collected. V8 would take up to 192 MB, for each of a
 * dozen threads, and be no faster.
 */
export const youngGeneration = { maxYoungGenerationSizeMb: 12 } as const;
