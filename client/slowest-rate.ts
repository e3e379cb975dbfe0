/** How many a second at least: a timer that is set for longer than 24 days does not wait at all. */
export const slowestRate = 0.001;
