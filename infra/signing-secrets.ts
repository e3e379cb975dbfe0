import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './removal-policy.ts';
import type { Settings } from './settings.ts';

/**
 * One secret for each name, `<prefix><name>`. It holds a JSON object, slot → value; all its values are valid
 * at once, so that a rotation is: add the new one, tell the other side, remove the old one.
 */
export class SigningSecrets extends Construct {
  readonly prefix: string;
  readonly secrets: readonly Secret[];

  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    folder: 'sources' | 'destinations',
    names: readonly string[],
  ) {
    super(scope, id);
    this.prefix = `spillway/${settings.stage}/${folder}/`;
    this.secrets = names.map((name) => {
      const secret = new Secret(this, name, {
        secretName: this.prefix + name,
        // 44 letters and digits: 262 bits of chance, and valid base64, which Standard Webhooks keys must be.
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'current',
          passwordLength: 44,
          excludePunctuation: true,
        },
        // The other side holds a copy: a secret that is gone makes every one of its webhooks fail. One that goes
        // frees its name at once, since CloudFormation deletes it without the recovery window:
        // https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1999
        removalPolicy: removalPolicyOf(settings),
      });
      acknowledge(secret, {
        'AwsSolutions-SMG4':
          'The other side holds a copy, which AWS can not change: a rotation on schedule would make every webhook fail.',
      });
      return secret;
    });
  }
}
