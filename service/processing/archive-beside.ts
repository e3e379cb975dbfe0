import {
  type BodyReference,
  type Envelope,
  encodeBody,
  withoutPast,
  writeEnvelope,
} from '../webhook/envelope.ts';

export interface ArchivePorts {
  /** Those that keep an archive. */
  readonly archivedSources: readonly string[];
  readonly fetchBody: (reference: BodyReference) => Promise<Buffer>;
  /** Returns once the webhook is kept; `message` is the envelope, written. */
  readonly archive: (envelope: Envelope, message: string) => Promise<void>;
}

/**
 * Keeps a webhook to be replayed later, beside its deliveries: neither waits for the other, and a message is done
 * when both are. What has a nonce, a replay or a dead letter, was kept when it first came. All else is written
 * with each attempt, to the same place: only that is sure without asking anybody, since a webhook whose deliveries
 * are all remembered may be a repetition, or one that could not be kept before.
 *
 * @throws what the deliveries throw, else what the archive throws
 */
export async function archiveBeside<Result>(
  ports: ArchivePorts,
  envelope: Envelope,
  deliveries: Promise<Result>,
): Promise<Result> {
  if (envelope.nonce !== undefined || !ports.archivedSources.includes(envelope.source)) {
    return deliveries;
  }
  const [delivered, kept] = await Promise.allSettled([deliveries, keep(ports, envelope)]);
  // A destination's failure first: it says what becomes of the message.
  if (delivered.status === 'rejected') throw delivered.reason;
  if (kept.status === 'rejected') throw kept.reason;
  return delivered.value;
}

/**
 * As it first was on the queue, with its body inside, however large: so it is whole by itself, and `bodyRef` still
 * says what a large body must be. What became of it since is left out: a replay is neither a copy nor a redrive.
 */
async function keep({ fetchBody, archive }: ArchivePorts, envelope: Envelope): Promise<void> {
  const { trackingId: _, redrive: __, to: ___, ...first } = withoutPast(envelope);
  const { bodyRef } = first;
  const whole = bodyRef ? { ...first, ...encodeBody(await fetchBody(bodyRef)) } : first;
  await archive(whole, writeEnvelope(whole));
}
