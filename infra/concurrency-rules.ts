import type { z } from 'zod';

interface ConcurrencySettings {
  readonly throttleRatePerSecond: number;
  readonly ingestionReservedConcurrency: number;
}

/**
 * Lambda's limit for one execution environment:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
const requestsPerSecondOfEnvironment = 10;

/** A reservation is also a limit. One that is too small would refuse requests that the gateway lets through. */
export function checkConcurrency(settings: ConcurrencySettings, context: z.RefinementCtx): void {
  const { throttleRatePerSecond, ingestionReservedConcurrency } = settings;
  const needed = Math.ceil(throttleRatePerSecond / requestsPerSecondOfEnvironment);
  if (ingestionReservedConcurrency === 0 || ingestionReservedConcurrency >= needed) return;
  context.addIssue({
    code: 'custom',
    path: ['ingestionReservedConcurrency'],
    message: `must be 0, or at least ${needed}: a tenth of throttleRatePerSecond, which is ${throttleRatePerSecond}`,
  });
}
