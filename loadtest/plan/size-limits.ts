/** Of the longest phase: Artillery breaks on one of a second, and nobody means more than a week. */
export const leastSeconds = 2;
export const mostSeconds = 604_800;

/** A second. */
export const highestRate = 1_000_000;

/** Of one process: its workers reckon beforehand when each webhook is due, in 8 bytes, and write two samples of it. */
export const mostWebhooks = 20_000_000;
