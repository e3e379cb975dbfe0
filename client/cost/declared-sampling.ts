import { z } from 'zod';
import type { ReadableResource } from '../stage/readable-template.ts';
import { defaultSampling } from './sampled-traces.ts';
import type { Sampling } from './usage.ts';

const ruleProperties = z.object({
  SamplingRule: z.object({ ReservoirSize: z.number(), FixedRate: z.number() }),
});

/** By the rule that a template has for its gateway; a stage of before has none. */
export function declaredSampling(resources: readonly ReadableResource[]): Sampling {
  const rule = resources.find(({ type }) => type === 'AWS::XRay::SamplingRule');
  const read = ruleProperties.safeParse(rule?.properties);
  if (!read.success) return defaultSampling;
  const { ReservoirSize: perSecond, FixedRate: share } = read.data.SamplingRule;
  return { perSecond, share };
}
