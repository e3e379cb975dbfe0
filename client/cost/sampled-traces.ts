import type { Sampling, StageUsage } from './usage.ts';

/**
 * X-Ray's rule where there is no other one.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export const defaultSampling: Sampling = { perSecond: 1, share: 0.05 };

/**
 * The traces for each webhook at this rate. The gateway decides; a batch behind the queue has a trace of its own if one of
 * its webhooks is recorded.
 */
export function sampledTraces(
  { traces: { gateway, behindQueue }, sampling }: Pick<StageUsage, 'traces' | 'sampling'>,
  ratePerSecond: number,
): number {
  const requests = gateway * ratePerSecond;
  if (requests === 0) return 0;
  const all = Math.min(requests, sampling.perSecond);
  const recorded = (all + sampling.share * (requests - all)) / requests;
  if (behindQueue === 0) return gateway * recorded;
  return gateway * recorded + behindQueue * (1 - (1 - recorded) ** (1 / behindQueue));
}
