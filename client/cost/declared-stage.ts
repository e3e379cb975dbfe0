import type { ReadableResource } from '../stage/readable-template.ts';
import { declaredSampling } from './declared-sampling.ts';
import { type PlannedStage, plannedProd } from './planned-usage.ts';

/** What a stage's template says of what each webhook uses. What it doesn't say is as in prod. */
export function declaredStage(resources: readonly ReadableResource[]): PlannedStage {
  const functionOf = (name: string) =>
    resources.find(
      ({ type, properties }) =>
        type === 'AWS::Lambda::Function' && String(properties.FunctionName).endsWith(`-${name}`),
    )?.properties;
  const [ingestion, processing] = [functionOf('ingestion'), functionOf('processing')];
  const mapping = resources.find(
    ({ type }) => type === 'AWS::Lambda::EventSourceMapping',
  )?.properties;
  const logGroup = resources.find(
    ({ type, properties }) =>
      type === 'AWS::Logs::LogGroup' && properties.RetentionInDays !== undefined,
  );
  return {
    ingestionMemoryMb: ingestion?.MemorySize ?? plannedProd.ingestionMemoryMb,
    processingMemoryMb: processing?.MemorySize ?? plannedProd.processingMemoryMb,
    batchSize: mapping?.BatchSize ?? plannedProd.batchSize,
    batchWindowSeconds: mapping?.MaximumBatchingWindowInSeconds ?? plannedProd.batchWindowSeconds,
    maxConcurrency: mapping?.ScalingConfig?.MaximumConcurrency ?? plannedProd.maxConcurrency,
    hasAcl: resources.some(({ type }) => type === 'AWS::WAFv2::WebACL'),
    sampling: declaredSampling(resources),
    logDays: logGroup?.properties.RetentionInDays ?? plannedProd.logDays,
    hasSystemLog: ingestion !== undefined && ingestion.LoggingConfig?.SystemLogLevel !== 'WARN',
  };
}
