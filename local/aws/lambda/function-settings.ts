import type { Logging } from './logging.ts';

/** One function as the template declares it. */
export interface FunctionSettings {
  readonly functionName: string;
  readonly arn: string;
  /** `index.handler` */
  readonly handler: string;
  readonly codeFolder: string;
  /** Names the code by its hash. */
  readonly codeKey: string;
  readonly version: string;
  /** An ARN. */
  readonly role: string;
  readonly tracing: 'Active' | 'PassThrough';
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** The template's own variables, resolved. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variables of its role's credentials. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  readonly logGroup: string;
  readonly logging: Logging;
  readonly region: string;
}
