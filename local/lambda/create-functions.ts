import { z } from 'zod';
import type { StackParts, Starter } from '../stack-parts.ts';
import { type Resource, readProperties } from '../template/resources.ts';
import type { FunctionSettings } from './function-settings.ts';
import { LambdaFunction } from './lambda-function.ts';

const functionProperties = z.object({
  FunctionName: z.string(),
  Handler: z.string(),
  Runtime: z.literal('nodejs24.x'),
  Code: z.object({ S3Key: z.string() }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
  ReservedConcurrentExecutions: z.number().optional(),
  /** Nothing here ends a loop. */
  RecursiveLoop: z.enum(['Allow', 'Terminate']).default('Terminate'),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});

/** Makes every function ready; its first execution environment starts with the first invocation. */
export const createFunctions: Starter = (resources, parts) => {
  for (const resource of resources) {
    const settings = readSettings(resource, parts);
    const created = new LambdaFunction(settings, parts.machine, parts.observer);
    parts.functions.set(settings.functionName, created);
    parts.stops.push(() => created.stop());
  }
};

function readSettings(resource: Resource, parts: StackParts): FunctionSettings {
  const properties = readProperties(functionProperties, resource);
  const codeFolder = parts.assetFolders.get(properties.Code.S3Key);
  if (codeFolder === undefined) throw new Error(`No asset for ${resource.logicalId}`);
  const { region, accountId } = parts.world;
  const { FunctionName: functionName, ReservedConcurrentExecutions: reserved } = properties;
  return {
    functionName,
    arn: `arn:aws:lambda:${region}:${accountId}:function:${functionName}`,
    handler: properties.Handler,
    codeFolder,
    version: '1',
    memoryMb: properties.MemorySize,
    timeoutSeconds: properties.Timeout,
    environment: parts.adaptEnvironment(properties.Environment?.Variables ?? {}),
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
    logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`,
    region,
  };
}
