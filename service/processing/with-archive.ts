import { type BodyReference, type Envelope, encodeBody } from '../webhook/envelope.ts';
import type { ProcessWebhook } from './process-webhook.ts';

export interface ArchivePorts {
  /** Those that keep an archive. */
  readonly sources: readonly string[];
  readonly fetchBody: (reference: BodyReference) => Promise<Buffer>;
  /** Returns once the webhook is kept. */
  readonly archive: (envelope: Envelope) => Promise<void>;
}

/**
 * Keeps webhooks to be replayed later, beside their deliveries: neither waits for the other, and a message is done
 * when both are. What has a nonce, a replay or a dead letter, was kept when it first came. All else is written
 * with each attempt, to the same place: only that is sure without asking anybody, since a webhook whose deliveries
 * are all remembered may be a repetition, or one that could not be kept before.
 */
export function withArchive(ports: ArchivePorts, processWebhook: ProcessWebhook): ProcessWebhook {
  const sources = new Set(ports.sources);
  return async (envelope, ...rest) => {
    if (envelope.nonce !== undefined || !sources.has(envelope.source)) {
      return processWebhook(envelope, ...rest);
    }
    const [processed, kept] = await Promise.allSettled([
      processWebhook(envelope, ...rest),
      keep(ports, envelope),
    ]);
    // A destination's failure first: it says what becomes of the message.
    if (processed.status === 'rejected') throw processed.reason;
    if (kept.status === 'rejected') throw kept.reason;
    return processed.value;
  };
}

/**
 * As it was on the queue, with its body inside, however large: so it is whole by itself, and `bodyRef` still says
 * what a large body must be. That it was put back once is left out: a replay is no copy.
 */
async function keep({ fetchBody, archive }: ArchivePorts, envelope: Envelope): Promise<void> {
  const { origin: _, ...kept } = envelope;
  const { bodyRef } = kept;
  await archive(bodyRef ? { ...kept, ...encodeBody(await fetchBody(bodyRef)) } : kept);
}
