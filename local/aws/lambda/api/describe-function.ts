import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionSettings } from '../function-settings.ts';
import type { Version } from '../function-versions.ts';

/**
 * A version in the words of the API.
 *
 * @param qualifier as it is to stand in its ARN
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
export function describeFunction(
  { settings, publishedAt, revisionId }: Version,
  version: string,
  qualifier: string | undefined,
): object {
  const { format, applicationLevel, systemLevel } = settings.logging;
  return {
    FunctionName: settings.functionName,
    FunctionArn: settings.arn + (qualifier === undefined ? '' : `:${qualifier}`),
    Runtime: 'nodejs24.x',
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: codeSizeOf(settings),
    Description: '',
    Timeout: settings.timeoutSeconds,
    MemorySize: settings.memoryMb,
    LastModified: publishedAt.toISOString().replace('Z', '+0000'),
    CodeSha256: codeHashOf(settings),
    Version: version,
    Environment: { Variables: settings.environment },
    TracingConfig: { Mode: settings.tracing },
    RevisionId: revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    LoggingConfig: {
      LogFormat: format,
      LogGroup: settings.logGroup,
      ...(format === 'JSON'
        ? { ApplicationLogLevel: applicationLevel, SystemLogLevel: systemLevel }
        : {}),
    },
  };
}

/** Bytes; unpacked, since nothing packs it here. */
export function codeSizeOf({ codeFolder }: Pick<FunctionSettings, 'codeFolder'>): number {
  return readdirSync(codeFolder, { recursive: true, encoding: 'utf8' })
    .map((file) => statSync(join(codeFolder, file)))
    .reduce((bytes, stat) => bytes + (stat.isFile() ? stat.size : 0), 0);
}

/** The asset's hash, by which two versions with the same code are told. */
function codeHashOf({ codeKey }: FunctionSettings): string {
  return Buffer.from(codeKey.replace(/\.zip$/, ''), 'hex').toString('base64');
}
