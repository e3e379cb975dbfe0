import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';
import type { Settings } from './settings-schema.ts';

/** An account may have 25 rules in a Region. One of its own with a lower number comes before this one. */
const priority = 1_000;
const any = '*';

/**
 * How many requests X-Ray records: API Gateway decides by this rule, and the functions do what it decided. The rule names
 * the stage of the API as the gateway names it to X-Ray, so that no other service of the account falls under it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-configuring-xray-sampling-rules.html
 */
export class TraceSampling extends Construct {
  constructor(scope: Construct, id: string, settings: Settings, apiName: string) {
    super(scope, id);
    new CfnSamplingRule(this, 'Rule', {
      samplingRule: {
        ruleName: `spillway-${settings.stage}`,
        ...{ priority, version: 1 },
        reservoirSize: settings.tracedPerSecond,
        fixedRate: settings.tracedPercent / 100,
        serviceName: `${apiName}/${settings.stage}`,
        serviceType: 'AWS::ApiGateway::Stage',
        ...{ host: any, httpMethod: any, resourceArn: any, urlPath: any },
      },
    });
  }
}
