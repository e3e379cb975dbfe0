import type { UserPool } from '../aws/cognito/user-pool.ts';
import type { StackAccess } from '../aws/iam/stack-access.ts';
import type { MachineSettings } from '../aws/lambda/function-settings.ts';
import type { InvokeFunction } from '../aws/lambda/invocation.ts';
import type { LambdaFunction } from '../aws/lambda/lambda-function.ts';
import type { Observer } from '../aws/observer.ts';
import type { SecretStore } from '../aws/secrets-manager/secret-store.ts';
import type { CallSqs } from '../aws/sqs/call-sqs.ts';
import type { World } from './template/resolver.ts';
import type { Resource, Resources } from './template/resources.ts';

/** What a starter finds already there, and where it leaves what it started. */
export interface StackParts {
  readonly world: World;
  readonly resources: Resources;
  readonly iam: StackAccess;
  readonly assetFolders: ReadonlyMap<string, string>;
  readonly machine: MachineSettings;
  readonly observer: Observer;
  readonly log: (line: string) => void;
  readonly queueEndpoint: string;
  readonly tableEndpoint: string;
  readonly callSqs: CallSqs;
  readonly secrets: SecretStore;
  readonly apiPort: number;
  readonly cognitoPort: number;
  /** With the endpoint that stands for the pool's domain. */
  readonly userPools: { readonly pool: UserPool; readonly endpoint: string }[];
  /** The last word on a function's environment: the destinations' URLs become the sink's. */
  readonly adaptEnvironment: (
    environment: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, string>>;
  readonly functions: Map<string, LambdaFunction>;
  /** API endpoints, each with its stage. */
  readonly endpoints: string[];
  /** Called in reverse: what was started last stops first. */
  readonly stops: (() => Promise<void>)[];
}

/** Starts all resources of one type. */
export type Starter = (resources: readonly Resource[], parts: StackParts) => Promise<void> | void;

/** @throws Error when a resource refers to a function that the template doesn't declare */
export function findFunction(parts: StackParts, functionName: string): InvokeFunction {
  const found = parts.functions.get(functionName);
  if (found === undefined) throw new Error(`The template declares no function ${functionName}.`);
  return (request) => found.invoke(request);
}
