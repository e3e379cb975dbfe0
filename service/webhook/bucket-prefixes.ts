/** The parts of the stage's bucket, by the prefix of an object's key. Each part has its own lifetime. */
export const bucketPrefixes = {
  /** Bodies that are too large for the queue: the claim check. */
  bodies: 'bodies/',
  /** Webhooks of the sources that keep an archive, to be replayed from. */
  archive: 'archive/',
  /** Dead letters that somebody discarded, with the reason. */
  discarded: 'discarded/',
} as const;
