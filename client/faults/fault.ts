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

/** What is asked for; what is left out has its default. */
export interface FaultOrder {
  readonly destination?: string | undefined;
  readonly seconds?: number | undefined;
  readonly status?: number | undefined;
  readonly share?: number | undefined;
  /** For how long. */
  readonly forSeconds?: number | undefined;
}

/** What the endpoint answers to everything that it understands. */
export interface FaultsAnswer {
  /** Those that are on now. */
  readonly on: readonly Fault[];
  /** Those that were switched off, where that was asked for. */
  readonly off?: readonly Fault[];
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
