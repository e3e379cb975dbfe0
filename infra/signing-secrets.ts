import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings-schema.ts';

/**
 * One secret for each name, `<prefix><name>`. It holds a JSON object, slot → value, and all its values are valid at
 * once. A rotation is: add the new value, tell the other side, remove the old value.
 */
export class SigningSecrets extends Construct {
  readonly prefix: string;
  private readonly isEmpty: boolean;

  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    folder: 'sources' | 'destinations',
    names: readonly string[],
  ) {
    super(scope, id);
    this.prefix = `spillway/${settings.stage}/${folder}/`;
    this.isEmpty = names.length === 0;
    for (const name of names) {
      const secret = new Secret(this, name, {
        secretName: this.prefix + name,
        // 44 letters and digits: 262 random bits, and valid base64, which Standard Webhooks keys must be.
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'current',
          passwordLength: 44,
          excludePunctuation: true,
        },
        // The other side holds a copy, so deleting a secret makes all its webhooks fail. A deleted secret's name is
        // free at once, because CloudFormation deletes it without the recovery window:
        // https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1999
        removalPolicy: removalPolicyOf(settings),
      });
      acknowledge(secret, {
        'AwsSolutions-SMG4':
          'The other side holds a copy, which AWS can not change: a rotation on schedule would make every webhook fail.',
      });
    }
  }

  /**
   * By prefix, not one by one, because a policy has room for about 70 ARNs. No other secret's name has this prefix.
   */
  grantRead(role: Role): void {
    if (this.isEmpty) return;
    const resource = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${this.prefix}*`,
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] }),
    );
    acknowledge(role, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${this.prefix}*]`]:
        'The secrets of this function, and no others: a list of them would outgrow the policy.',
    });
  }
}
