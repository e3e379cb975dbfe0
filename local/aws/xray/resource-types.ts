import { because, type ResourceTypes } from '../resource-type.ts';

export const xrayTypes: ResourceTypes = {
  'AWS::XRay::SamplingRule': {
    emulated: [
      'SamplingRule.RuleName',
      'SamplingRule.Version',
      'SamplingRule.Priority',
      'SamplingRule.ReservoirSize',
      'SamplingRule.FixedRate',
      'SamplingRule.ServiceName',
      'SamplingRule.ServiceType',
      'SamplingRule.ResourceARN',
      'SamplingRule.Host',
      'SamplingRule.HTTPMethod',
      'SamplingRule.URLPath',
    ],
    ignored: { Tags: because.tagged },
  },
};
