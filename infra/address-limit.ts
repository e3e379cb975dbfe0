import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Settings } from './settings-schema.ts';

/** Keeps one address from using up the throttle that all senders share. */
export class AddressLimit extends Construct {
  constructor(scope: Construct, id: string, settings: Settings, api: RestApi) {
    super(scope, id);
    const name = `spillway-${settings.stage}`;
    const visibility = { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: { ...visibility, metricName: name },
      rules: [
        {
          name: 'address-limit',
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: settings.addressLimitPer5Minutes,
              evaluationWindowSec: 300,
            },
          },
          visibilityConfig: { ...visibility, metricName: `${name}-address-limit` },
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', {
      webAclArn: acl.attrArn,
      resourceArn: api.deploymentStage.stageArn,
    });
  }
}
