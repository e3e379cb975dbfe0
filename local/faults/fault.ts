import type { FaultName } from './catalogue.ts';

/** One fault that is on. Plain data: it crosses threads. */
export interface Fault {
  readonly name: FaultName;
  /** The only one that it strikes. */
  readonly destination?: string;
  readonly seconds?: number;
  readonly status?: number;
  /** Of the times that it could strike, from 0 to 1. */
  readonly share: number;
  /** Milliseconds since 1970; without it, the fault stays until it is switched off. */
  readonly until?: number;
}

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

/** `destination-down for app, a share of 0.5, until 10:31:05` */
export function describeFault({ name, destination, seconds, status, share, until }: Fault): string {
  const parts = [
    destination === undefined ? name : `${name} for ${destination}`,
    ...(seconds === undefined ? [] : [`${seconds} s`]),
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(share < 1 ? [`a share of ${share}`] : []),
    ...(until === undefined ? [] : [`until ${new Date(until).toTimeString().slice(0, 8)}`]),
  ];
  return parts.join(', ');
}
