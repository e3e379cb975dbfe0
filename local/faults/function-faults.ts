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

const ends = { 'processing-killed': 'killed', 'processing-timeout': 'hung' } as const;
const names = Object.keys(ends) as readonly (keyof typeof ends)[];

const isProcessing = (functionName: string) => functionName.endsWith('-processing');

export function createFunctionFaults(current: () => readonly Fault[]): FunctionFaults {
  return {
    isThrottled: (functionName) =>
      isProcessing(functionName) && strike(current(), ['processing-throttled']) !== undefined,
    interruptionOf(functionName) {
      const fault = isProcessing(functionName) ? strike(current(), names) : undefined;
      if (fault === undefined) return undefined;
      return { end: ends[fault.name], afterMs: Math.random() * (fault.seconds ?? 0) * 1000 };
    },
    hasDeadSockets: () => strike(current(), ['sockets-dead']) !== undefined,
    // Not by chance: an environment is started with its clock, and none fits any more when that changes.
    clockOffsetMs: () => 1000 * (current().find(({ name }) => name === 'clock-skew')?.seconds ?? 0),
  };
}
