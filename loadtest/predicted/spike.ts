/**
 * A spike whose limit is known, not the machine's: three pollers, each of which waits a second for the destination's
 * answers to a batch. Half of it is more than they handle, for five seconds.
 */
export const spike = {
  ratePerSecond: 60,
  seconds: 5,
  answerSeconds: 1,
  pollers: 3,
  batchSize: 10,
} as const;
