import { z } from 'zod';
import { type Resources, readProperties } from '../../boot/template/resources.ts';

/** Whose requests X-Ray records, and how many of them. In the texts `*` stands for any characters, `?` for one. */
export interface SamplingRule {
  readonly matches: Readonly<Record<SampledProperty, string>>;
  /** The reservoir: so many of each second, and then a share from 0 to 1 of the others. */
  readonly perSecond: number;
  readonly fixedRate: number;
}

export type SampledProperty =
  | 'serviceName'
  | 'serviceType'
  | 'resourceArn'
  | 'host'
  | 'method'
  | 'path';

const ruleProperties = z.object({
  SamplingRule: z.object({
    RuleName: z.string().max(32),
    Version: z.literal(1),
    Priority: z.int().min(1).max(9_999),
    ReservoirSize: z.int().min(0),
    FixedRate: z.number().min(0).max(1),
    ServiceName: z.string().max(64),
    ServiceType: z.string().max(64),
    ResourceARN: z.string().max(500),
    Host: z.string().max(64),
    HTTPMethod: z.string().max(10),
    URLPath: z.string().max(128),
  }),
});

/**
 * The rules of a template, in the order in which X-Ray tries them: the first that matches decides.
 *
 * @throws TemplateError for what X-Ray refuses
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-xray-samplingrule-samplingrule.html
 */
export function readSamplingRules(resources: Resources): readonly SamplingRule[] {
  return resources
    .ofType('AWS::XRay::SamplingRule')
    .map((resource) => readProperties(ruleProperties, resource).SamplingRule)
    .toSorted((one, other) => one.Priority - other.Priority)
    .map((rule) => ({
      matches: {
        serviceName: rule.ServiceName,
        serviceType: rule.ServiceType,
        resourceArn: rule.ResourceARN,
        host: rule.Host,
        method: rule.HTTPMethod,
        path: rule.URLPath,
      },
      perSecond: rule.ReservoirSize,
      fixedRate: rule.FixedRate,
    }));
}
