import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Fault } from '../../client/faults/fault.ts';
import { strike } from './strike.ts';

/** What a failing destination does with a webhook. */
export interface Trouble {
  /** Whether it has the webhook all the same. */
  readonly isTaken: boolean;
  readonly answer: (response: ServerResponse) => void;
}

const garbageBytes = 100_000;

const troubles = {
  'destination-down': ({ status = 503 }) =>
    refusing((response) => response.writeHead(status).end()),
  'destination-resets': () => refusing((response) => response.socket?.resetAndDestroy()),
  'destination-429': ({ seconds = 0 }) =>
    refusing((response) => response.writeHead(429, { 'retry-after': String(seconds) }).end()),
  'destination-slow': ({ seconds = 0 }) =>
    taking((response) => {
      const late = setTimeout(() => response.writeHead(204).end(), seconds * 1000);
      response.once('close', () => clearTimeout(late));
    }),
  'destination-hangs': () => taking(() => undefined),
  'destination-garbage': () =>
    taking((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(randomBytes(garbageBytes));
    }),
} as const satisfies Record<string, (fault: Fault) => Trouble>;

type TroubleName = keyof typeof troubles;
const names = Object.keys(troubles) as readonly TroubleName[];

/** `undefined` for a destination that is well. */
export function troubleOf(faults: readonly Fault[], destination: string): Trouble | undefined {
  const fault = strike(faults, names, destination);
  return fault && troubles[fault.name](fault);
}

function refusing(answer: (response: ServerResponse) => unknown): Trouble {
  return { isTaken: false, answer };
}

function taking(answer: (response: ServerResponse) => unknown): Trouble {
  return { isTaken: true, answer };
}
