import type { Sender, SignatureScheme } from './sender.ts';
import { isSignedBy, placeOf } from './signed-id.ts';

/** Long enough for clocks that differ and slow networks. */
const narrowSeconds = 300;

/**
 * The longest time for which one signed request is accepted if its timestamp is signed. The timestamp may be ahead
 * of our clock or behind it, by the same tolerance. Repetitions have to be remembered for longer than that.
 */
export function replayWindowSeconds({ schemes }: Pick<Sender, 'schemes'>): number {
  return 2 * Math.max(0, ...schemes.map(({ timestamp }) => timestamp?.toleranceSeconds ?? 0));
}

/**
 * Schemes that accept a request for longer than clocks need, while the sender has an id that they don't sign.
 * Within that time, whoever captured a request could have it delivered under any number of ids.
 */
export function unguardedWindows({
  schemes,
  deliveryId,
}: Pick<Sender, 'schemes' | 'deliveryId'>): readonly SignatureScheme[] {
  return schemes.filter(
    (scheme) =>
      (scheme.timestamp?.toleranceSeconds ?? 0) > narrowSeconds &&
      !deliveryId.every((place) => isSignedBy(scheme, placeOf(place))),
  );
}
