import type { FunctionFaults } from '../../faults/function-faults.ts';

/** One function as the template declares it. */
export interface FunctionSettings {
  readonly functionName: string;
  readonly arn: string;
  /** `index.handler` */
  readonly handler: string;
  readonly codeFolder: string;
  readonly version: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** The template's own variables, resolved. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variables of its role's credentials. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  readonly logGroup: string;
  readonly region: string;
}

/** What this machine adds; nothing in it comes from the template. */
export interface MachineSettings {
  /** Where the AWS APIs are: `AWS_ENDPOINT_URL_SQS` and the like. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  /** Says what a user should know: that a function can't start, or crashed. */
  readonly log: (line: string) => void;
  /** Execution environments per function at most; invocations beyond wait, where AWS would start another. */
  readonly maxEnvironments: number;
  /** Pollers per event source mapping at most: few, so that batches fill and less is done for each message. */
  readonly maxPollers: number;
  /** How long an idle environment is kept. */
  readonly idleExpiryMs: number;
  readonly faults: FunctionFaults;
}
