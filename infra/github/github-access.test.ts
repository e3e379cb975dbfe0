import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { InputError } from '../input-error.ts';
import { synthesizeGitHubAccess } from './synthesize-access.ts';

// A synthesis takes a second of a free core, and much more on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const issuer = 'token.actions.githubusercontent.com';
let directory: string;
let template: Template;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spillway-access-'));
  template = synthesize({ repository: 'acme/intake' });
}, 120_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

function synthesize(context: Readonly<Record<string, string>>): Template {
  const assembly = synthesizeGitHubAccess({ context, outdir: directory });
  return Template.fromJSON(assembly.getStackByName('SpillwayGitHubAccess').template);
}

/** The principal, action and conditions under which a role may be assumed. */
function trustOf(roleName: string) {
  const [role] = Object.values(
    template.findResources('AWS::IAM::Role', { Properties: { RoleName: roleName } }),
  );
  const [statement, ...rest] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [];
  expect(rest).toEqual([]);
  return statement;
}

const roles = ['spillway-github-deploy-dev', 'spillway-github-deploy-prod', 'spillway-github-diff'];

describe('the roles of GitHub Actions', () => {
  it.each([
    ['spillway-github-deploy-dev', 'environment:dev'],
    ['spillway-github-deploy-prod', 'environment:prod'],
    ['spillway-github-diff', 'pull_request'],
  ])('%s is given to %s of this repository alone, for tokens made out to AWS', (role, subject) => {
    expect(trustOf(role)).toMatchObject({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: `repo:acme/intake:${subject}`,
        },
      },
    });
  });

  it('are these, and each says its ARN in an output', () => {
    const names = Object.values(template.findResources('AWS::IAM::Role')).map(
      ({ Properties }) => Properties.RoleName,
    );
    expect(names.toSorted()).toEqual(roles);
    const outputs = ['DeployRoleDev', 'DeployRoleProd', 'DiffRoleArn'];
    expect(Object.keys(template.findOutputs('*')).toSorted()).toEqual(outputs);
  });

  it('are those of one environment where an account belongs to one', () => {
    const ofProd = synthesize({ repository: 'acme/intake', environments: 'prod' });
    const names = Object.values(ofProd.findResources('AWS::IAM::Role')).map(
      ({ Properties }) => Properties.RoleName,
    );
    expect(names.toSorted()).toEqual(['spillway-github-deploy-prod', 'spillway-github-diff']);
  });

  it('compare the whole subject: no pattern that another repository could match', () => {
    for (const name of roles) {
      const { Condition } = trustOf(name);
      expect(Object.keys(Condition)).toEqual(['StringEquals']);
      expect(JSON.stringify(Condition)).not.toMatch(/[*?]/);
    }
  });

  it('lets a deployment take on the roles of the CDK, and nothing else', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    const deploy = policies.filter(({ Properties }) => /^DeployRole/.test(Properties.PolicyName));
    expect(deploy).toHaveLength(2);
    for (const { Properties } of deploy) {
      const [statement, ...rest] = Properties.PolicyDocument.Statement;
      expect(rest).toEqual([]);
      expect(statement.Action).toBe('sts:AssumeRole');
      expect(JSON.stringify(statement.Resource).match(/cdk-hnb659fds-[a-z-]+-role/g)).toEqual([
        'cdk-hnb659fds-deploy-role',
        'cdk-hnb659fds-file-publishing-role',
        'cdk-hnb659fds-lookup-role',
      ]);
    }
  });

  it('lets a pull request read templates, and change nothing', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    const diff = policies.find(({ Properties }) => /^DiffRole/.test(Properties.PolicyName));
    expect(diff?.Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
      }),
    ]);
  });

  it('use the provider that the account has, when told that it has one', () => {
    template.resourceCountIs('AWS::IAM::OIDCProvider', 1);
    synthesize({ repository: 'acme/intake', providerExists: 'true' }).resourceCountIs(
      'AWS::IAM::OIDCProvider',
      0,
    );
  });

  it.each([
    [{}, '-c repository is missing.'],
    [{ repository: 'intake' }, '-c repository must be owner/name.'],
    [{ repository: 'a/b', providerExists: 'perhaps' }, '-c providerExists must be true or false.'],
    [
      { repository: 'a/b', environments: 'dev prod' },
      '-c environments must be names of environments, with commas between them.',
    ],
  ])('refuse the context %j', (context, complaint) => {
    expect(() => synthesize(context)).toThrow(new InputError(complaint));
  });
});
