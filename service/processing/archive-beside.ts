import {
  type BodyReference,
  type Envelope,
  encodeBody,
  withoutPast,
  writeEnvelope,
} from '../webhook/envelope.ts';

export interface ArchivePorts {
  /** The sources that keep an archive. */
  readonly archivedSources: readonly string[];
  readonly fetchBody: (reference: BodyReference) => Promise<Buffer>;
  /** Returns once the webhook is archived; `message` is the written envelope. */
  readonly archive: (envelope: Envelope, message: string) => Promise<void>;
}

/**
 * Archives a webhook, to be replayed later, in parallel with its deliveries. Neither waits for the other, and a
 * message is done when both are. A webhook with a nonce (a replay or a dead letter) was archived when it first
 * came. Every other webhook is written at each attempt, to the same key. Nothing less is safe: if all its
 * deliveries are remembered, it may be a repetition, or a webhook whose archiving failed before.
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
  // A destination's failure comes first, because it decides what becomes of the message.
  if (delivered.status === 'rejected') throw delivered.reason;
  if (kept.status === 'rejected') throw kept.reason;
  return delivered.value;
}

/**
 * Keeps the envelope as it first was on the queue, with even a large body inside, so that it is complete by itself.
 * `bodyRef` still says what a large body must be. Later marks are left out: a replay is neither a copy nor a
 * redrive.
 */
async function keep({ fetchBody, archive }: ArchivePorts, envelope: Envelope): Promise<void> {
  const { trackingId: _, redrive: __, to: ___, ...first } = withoutPast(envelope);
  const { bodyRef } = first;
  const whole = bodyRef ? { ...first, ...encodeBody(await fetchBody(bodyRef)) } : first;
  await archive(whole, writeEnvelope(whole));
}
