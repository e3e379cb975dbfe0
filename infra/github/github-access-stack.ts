import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  OidcProviderNative,
  PolicyStatement,
  Role,
  WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { pascalCase } from '../pascal-case.ts';

export interface GitHubAccessProps {
  /** `owner/name`. */
  readonly repository: string;
  /** GitHub environments whose jobs may deploy to this account. GitHub's settings limit each to the main branch. */
  readonly environments: readonly string[];
  /** Whether another stack already made the account's only provider for GitHub. */
  readonly providerExists: boolean;
}

const issuer = 'token.actions.githubusercontent.com';
const audience = 'sts.amazonaws.com';
// The qualifier that `cdk bootstrap` uses by default.
const qualifier = 'hnb659fds';

/**
 * Lets GitHub Actions in without stored keys. A job shows a token that GitHub signed, and gets a role for an hour.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export class GitHubAccessStack extends Stack {
  constructor(scope: Construct, id: string, props: GitHubAccessProps) {
    super(scope, id, { description: `Spillway: roles for the workflows of ${props.repository}` });
    const providerArn = props.providerExists
      ? this.formatArn({
          service: 'iam',
          region: '',
          resource: 'oidc-provider',
          resourceName: issuer,
        })
      : new OidcProviderNative(this, 'Provider', {
          url: `https://${issuer}`,
          clientIds: [audience],
        }).oidcProviderArn;

    const trust = (subject: string) =>
      new WebIdentityPrincipal(providerArn, {
        StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject },
      });
    for (const name of props.environments) {
      this.addDeployRole(name, trust(`repo:${props.repository}:environment:${name}`));
    }
    this.addDiffRole(trust(`repo:${props.repository}:pull_request`));
  }

  /**
   * The role may do nothing itself except assume the roles that `cdk bootstrap` made. Those may change every stack
   * of the account, so only separate accounts keep a job of the weaker environment out of prod for certain.
   */
  private addDeployRole(environment: string, assumedBy: WebIdentityPrincipal) {
    const role = new Role(this, `DeployRole-${environment}`, {
      roleName: `spillway-github-deploy-${environment}`,
      description: `cdk deploy, from a job of the environment ${environment}`,
      assumedBy,
      maxSessionDuration: Duration.hours(1),
    });
    new CfnOutput(this, `DeployRole${pascalCase(environment)}`, { value: role.roleArn });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: ['deploy', 'file-publishing', 'lookup'].map((name) =>
          this.formatArn({
            service: 'iam',
            region: '',
            resource: 'role',
            resourceName: `cdk-${qualifier}-${name}-role-${this.account}-${this.region}`,
          }),
        ),
      }),
    );
  }

  /** A pull request runs code that nobody has read yet, so it may only see our templates. */
  private addDiffRole(assumedBy: WebIdentityPrincipal) {
    const role = new Role(this, 'DiffRole', {
      roleName: 'spillway-github-diff',
      description: 'cdk diff, from a pull request',
      assumedBy,
      maxSessionDuration: Duration.hours(1),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
        resources: [
          this.formatArn({
            service: 'cloudformation',
            resource: 'stack',
            resourceName: 'Spillway-*/*',
          }),
        ],
      }),
    );
    new CfnOutput(this, 'DiffRoleArn', { value: role.roleArn });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>:stack/Spillway-*/*]':
        'The stacks of all stages, read-only; CloudFormation ends each ARN with an id of its own.',
    });
  }
}
