import type { Fault } from '../../client/faults/fault.ts';
import { strike } from './strike.ts';

/** How one invocation is to go wrong. */
export interface InvocationFault {
  /** `killed`: the environment is gone at once. `hung`: it does nothing more, until its timeout. */
  readonly end: 'killed' | 'hung';
  /** From the start of the invocation. */
  readonly afterMs: number;
}

/** Faults of Lambda and the machine below it. */
export interface FunctionFaults {
  isThrottled(functionName: string): boolean;
  interruptionOf(functionName: string): InvocationFault | undefined;
  /** Whether the connections that an environment kept open are dead when it thaws. */
  hasDeadSockets(): boolean;
  /** How far the functions' clock is ahead of the true time. */
  clockOffsetMs(): number;
}

export const noFunctionFaults: FunctionFaults = {
  isThrottled: () => false,
  interruptionOf: () => undefined,
  hasDeadSockets: () => false,
  clockOffsetMs: () => 0,
};

const ends = {
  'processing-killed': 'killed',
  'processing-timeout': 'hung',
  'ingestion-killed': 'killed',
  'ingestion-timeout': 'hung',
  'audit-killed': 'killed',
} as const;
const throttles = ['processing-throttled', 'ingestion-throttled'] as const;

type EndName = keyof typeof ends;
const endNames = Object.keys(ends) as readonly EndName[];

/** Those that are named for a function: `processing-killed` strikes `spillway-dev-processing`. */
function aimedAt<Name extends string>(names: readonly Name[], functionName: string) {
  return names.filter((name) => functionName.endsWith(`-${name.split('-', 1)[0]}`));
}

export function createFunctionFaults(current: () => readonly Fault[]): FunctionFaults {
  return {
    isThrottled: (functionName) =>
      strike(current(), aimedAt(throttles, functionName)) !== undefined,
    interruptionOf(functionName) {
      const fault = strike(current(), aimedAt(endNames, functionName));
      if (fault === undefined) return undefined;
      return { end: ends[fault.name], afterMs: Math.random() * (fault.seconds ?? 0) * 1000 };
    },
    hasDeadSockets: () => strike(current(), ['sockets-dead']) !== undefined,
    // Not by chance: an environment is started with its clock, and none fits any more when that changes.
    clockOffsetMs: () => 1000 * (current().find(({ name }) => name === 'clock-skew')?.seconds ?? 0),
  };
}
