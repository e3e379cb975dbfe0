import type { FaultName } from '../../client/faults/catalogue.ts';
import type { Fault } from '../../client/faults/fault.ts';

/** The fault that strikes now, if any; each time anew where only a share is struck. */
export function strike<Name extends FaultName>(
  faults: readonly Fault[],
  names: readonly Name[],
  destination?: string,
): (Fault & { readonly name: Name }) | undefined {
  return faults.find(
    (fault): fault is Fault & { readonly name: Name } =>
      (names as readonly FaultName[]).includes(fault.name) &&
      (fault.destination === undefined || fault.destination === destination) &&
      (fault.share >= 1 || Math.random() < fault.share),
  );
}
