import type { EnvironmentOutcome } from './execution-environment.ts';
import type { FunctionSettings } from './function-settings.ts';

interface Invocation {
  readonly requestId: string;
  readonly outcome: EnvironmentOutcome;
  readonly durationMs: number;
  readonly initMs?: number;
  readonly settings: FunctionSettings;
}

/**
 * What Lambda itself writes to the function's log group at the end of an invocation.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export function platformLines(invocation: Invocation): readonly string[] {
  const { requestId, outcome, durationMs, initMs, settings } = invocation;
  const billed = Math.ceil(durationMs + (initMs ?? 0));
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${settings.memoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(outcome.kind === 'timeout' ? ['Status: timeout'] : []),
    ...(outcome.kind === 'crash'
      ? ['Status: error', `Error Type: ${outcome.error.errorType}`]
      : []),
  ];
  return [`END RequestId: ${requestId}`, report.join('\t')];
}
