import { createSampler } from '../xray/create-sampler.ts';
import type { ApiSettings } from './api-settings.ts';
import type { ShouldSample } from './request-context.ts';

/**
 * Decides as X-Ray's rules say, to which a stage names itself and the request as it does on AWS.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-configuring-xray-sampling-rules.html
 */
export function createStageSampler({
  apiId,
  apiName,
  region,
  stage,
  samplingRules = [],
}: ApiSettings): ShouldSample {
  const sample = createSampler(samplingRules);
  const service = {
    serviceName: `${apiName}/${stage}`,
    serviceType: 'AWS::ApiGateway::Stage',
    resourceArn: `arn:aws:apigateway:${region}::/restapis/${apiId}/stages/${stage}`,
  };
  return ({ headers: { host = '' }, method = 'GET', url = '/' }, now) =>
    sample({ ...service, host, method, path: url.split('?')[0] ?? '/' }, now);
}
