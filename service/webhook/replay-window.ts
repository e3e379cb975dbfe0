import type { Sender, SignatureScheme } from './sender.ts';
import { isSignedBy, placeOf } from './signed-id.ts';

/** Wide enough for clocks that differ and networks that are slow. */
const narrowSeconds = 300;

/**
 * For how long one signed request is taken at most, where its timestamp is signed: that may lie as far ahead of our
 * clock as behind it. Its repetitions have to be remembered for longer.
 */
export function replayWindowSeconds({ schemes }: Pick<Sender, 'schemes'>): number {
  return 2 * Math.max(0, ...schemes.map(({ timestamp }) => timestamp?.toleranceSeconds ?? 0));
}

/**
 * Schemes whose window is open for longer than clocks need, while an id is believed that they don't sign: within that
 * time, whoever captured a request could have it delivered under any number of ids.
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
