import { availableParallelism } from 'node:os';
import type { FunctionFaults } from '../../faults/function-faults.ts';

/** How much of what AWS would run at once this machine really runs. What is beyond it waits. */
export interface MachineLimits {
  /** Execution environments per function. */
  readonly maxEnvironments: number;
  /** Pollers per event source mapping: few, so that batches fill and less is done for each message. */
  readonly maxPollers: number;
  /** AWS's limit of the account; a request beyond it is throttled. */
  readonly accountConcurrency: number;
}

/** Settings of this machine. None of them comes from the template. */
export interface MachineSettings extends MachineLimits {
  /** Where the AWS APIs are: `AWS_ENDPOINT_URL_SQS` and the like. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  /** Says what a user should know: that a function can't start, or crashed. */
  readonly log: (line: string) => void;
  /** How long an idle environment is kept. */
  readonly idleExpiryMs: number;
  readonly faults: FunctionFaults;
}

export function limitsOfThisMachine(): MachineLimits {
  return {
    maxEnvironments: Math.max(4, 2 * availableParallelism()),
    maxPollers: Math.max(2, availableParallelism()),
    accountConcurrency: 1000,
  };
}

export function describeLimits(limits: MachineLimits): string {
  const { maxEnvironments, maxPollers, accountConcurrency } = limits;
  return `This machine runs at most ${maxEnvironments} environments of a function and ${maxPollers} pollers of a queue; more requests wait. More than ${accountConcurrency} at once, or than a function's reservation, are throttled as on AWS. Memory buys no CPU here`;
}
