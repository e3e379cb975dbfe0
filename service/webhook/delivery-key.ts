import type { Envelope } from './envelope.ts';

/**
 * The key of what is delivered once. Source, destination and nonce contain no slash, so a sender can't choose a
 * delivery id that looks like another key.
 */
export function deliveryKey(
  { source, deliveryId, nonce = '' }: Pick<Envelope, 'source' | 'deliveryId' | 'nonce'>,
  destination: string,
): string {
  return `${source}/${destination}/${nonce}/${deliveryId}`;
}
