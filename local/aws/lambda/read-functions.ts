import { z } from 'zod';
import type { StackTemplate } from '../../boot/template/open-template.ts';
import { TemplateError } from '../../boot/template/resolver.ts';
import { type Resource, readProperties } from '../../boot/template/resources.ts';
import type { StackAccess } from '../iam/stack-access.ts';
import type { Observer } from '../observer.ts';
import { AccountConcurrency } from './concurrency.ts';
import { parseFunctionReference } from './function-reference.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { InvokeFunction } from './invocation.ts';
import { loggingConfig, loggingOf } from './logging.ts';
import type { MachineSettings } from './machine-settings.ts';
import { ownFunctions } from './own-functions.ts';

const functionProperties = z.object({
  FunctionName: z.string(),
  Role: z.string(),
  Handler: z.string(),
  Runtime: z.literal('nodejs24.x'),
  Code: z.object({ S3Key: z.string() }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
  ReservedConcurrentExecutions: z.number().optional(),
  /** Heeded by mappings: functions are called by nothing else that could make a loop. */
  RecursiveLoop: z.enum(['Allow', 'Terminate']).default('Terminate'),
  LoggingConfig: loggingConfig.optional(),
  TracingConfig: z.object({ Mode: z.enum(['Active', 'PassThrough']) }).optional(),
});

interface FunctionParts extends Pick<StackTemplate, 'world' | 'resources' | 'assetFolders'> {
  readonly iam: StackAccess;
  readonly machine: MachineSettings;
  readonly observer: Observer;
  /** The last word on a function's variables. */
  readonly adaptEnvironment: (
    environment: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, string>>;
}

/** Functions by name, for those who only call them. */
export type InvokedFunctions = ReadonlyMap<string, { readonly invoke: InvokeFunction }>;

/** One function of a template, and who sees what it does. */
export interface DeclaredFunction {
  readonly settings: Omit<FunctionSettings, 'version'>;
  readonly observer: Observer;
  /** Without one it has no versions. */
  readonly alias?: string;
}

const aliasProperties = z.object({ FunctionName: z.string(), Name: z.string() });

/** @throws TemplateError for what Lambda refuses, or is not understood */
export function readFunctions(parts: FunctionParts): readonly DeclaredFunction[] {
  const account = new AccountConcurrency(parts.machine.accountConcurrency);
  return ownFunctions(parts.resources).map((resource) => {
    const settings = readSettings(resource, parts);
    const { functionName, reservedConcurrency } = settings;
    account.reserve(functionName, reservedConcurrency);
    return {
      ...{ settings, observer: observerFor(settings, parts) },
      ...aliasOf(functionName, parts.resources),
    };
  });
}

/** @throws Error when a resource refers to a function that the template doesn't declare */
export function findFunction(functions: InvokedFunctions, functionName: string): InvokeFunction {
  const found = functions.get(functionName);
  if (found === undefined) throw new Error(`The template declares no function ${functionName}.`);
  return (request) => found.invoke(request);
}

function readSettings(resource: Resource, parts: FunctionParts): DeclaredFunction['settings'] {
  const properties = readProperties(functionProperties, resource);
  const codeFolder = parts.assetFolders.get(properties.Code.S3Key);
  if (codeFolder === undefined) throw new Error(`No asset for ${resource.logicalId}`);
  if (properties.TracingConfig?.Mode === 'Active') requireTracing(properties.FunctionName, parts);
  const { region, accountId } = parts.world;
  const { FunctionName: functionName, ReservedConcurrentExecutions: reserved } = properties;
  return {
    functionName,
    arn: `arn:aws:lambda:${region}:${accountId}:function:${functionName}`,
    role: properties.Role,
    tracing: properties.TracingConfig?.Mode ?? 'PassThrough',
    handler: properties.Handler,
    codeFolder,
    codeKey: properties.Code.S3Key,
    memoryMb: properties.MemorySize,
    timeoutSeconds: properties.Timeout,
    environment: parts.adaptEnvironment(properties.Environment?.Variables ?? {}),
    credentials: credentialsOf(functionName, parts),
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
    logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`,
    logging: loggingOf(properties.LoggingConfig),
    region,
  };
}

function aliasOf(functionName: string, resources: StackTemplate['resources']) {
  const found = resources
    .ofType('AWS::Lambda::Alias')
    .map((resource) => readProperties(aliasProperties, resource))
    .find((one) => parseFunctionReference(one.FunctionName).functionName === functionName);
  return found === undefined ? {} : { alias: found.Name };
}

function credentialsOf(functionName: string, { iam }: FunctionParts) {
  const { accessKeyId, secretAccessKey, sessionToken } = iam.credentialsOf(functionName);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

/** As CreateFunction does. */
function requireTracing(functionName: string, { iam }: FunctionParts): void {
  const need = { action: 'xray:PutTraceSegments', resource: '*' };
  const refused = iam.checkFunction(functionName, need);
  if (refused === undefined) return;
  throw new TemplateError(
    `The provided execution role does not have permissions to call PutTraceSegments on XRAY: ${refused.message}`,
  );
}

/** Lambda writes a function's log in its role's name: without these two there is none, and nothing says so. */
function observerFor(
  { functionName, logGroup }: DeclaredFunction['settings'],
  parts: FunctionParts,
): Observer {
  const { region, accountId } = parts.world;
  const stream = `arn:aws:logs:${region}:${accountId}:log-group:${logGroup}:log-stream:any`;
  const isSilent = ['logs:CreateLogStream', 'logs:PutLogEvents'].some(
    (action) => parts.iam.checkFunction(functionName, { action, resource: stream }) !== undefined,
  );
  return isSilent ? { ...parts.observer, log: () => undefined } : parts.observer;
}
