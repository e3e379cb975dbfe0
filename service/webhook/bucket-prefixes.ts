/** What is in the stage's bucket, by the beginning of an object's key. Each has a lifetime of its own. */
export const bucketPrefixes = {
  /** Bodies that are too large for the queue: the claim check. */
  bodies: 'bodies/',
  /** Webhooks of the sources that keep an archive, to be replayed from. */
  archive: 'archive/',
  /** Dead letters that somebody gave up, with the reason. */
  discarded: 'discarded/',
} as const;
