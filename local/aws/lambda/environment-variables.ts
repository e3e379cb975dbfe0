import type { FunctionSettings } from './function-settings.ts';
import type { MachineSettings } from './machine-settings.ts';

/**
 * The variables of an execution environment: what Lambda sets, what this machine adds, then the template's.
 * Nothing of the shell that started the stack gets in.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(
  settings: FunctionSettings,
  machine: MachineSettings,
  logStream: string,
): Record<string, string> {
  const { format, applicationLevel } = settings.logging;
  return {
    ...settings.environment,
    ...machine.awsEnvironment,
    ...settings.credentials,
    _HANDLER: settings.handler,
    AWS_DEFAULT_REGION: settings.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: settings.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: settings.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: format,
    ...(format === 'JSON' ? { AWS_LAMBDA_LOG_LEVEL: applicationLevel } : {}),
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_REGION: settings.region,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: settings.codeFolder,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
