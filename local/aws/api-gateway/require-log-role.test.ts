import { expect, it } from 'vitest';
import { createTestAccess, lambdaTrust } from '../iam/access-fixture.ts';
import { requireLogRole } from './require-log-role.ts';

const policy = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
const trust = {
  Statement: { ...lambdaTrust.Statement, Principal: { Service: 'apigateway.amazonaws.com' } },
};

const check = (role: Readonly<Record<string, unknown>>) =>
  requireLogRole(
    createTestAccess({
      Account: {
        Type: 'AWS::ApiGateway::Account',
        Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: trust, ManagedPolicyArns: [policy], ...role },
      },
    }),
  );

it('takes the role that AWS documents for API Gateway’s logs', () => {
  expect(() => check({})).not.toThrow();
});

it.each([
  ['API Gateway can’t take on', { AssumeRolePolicyDocument: lambdaTrust }],
  ['may not write', { ManagedPolicyArns: [] }],
])('refuses a role that %s', (_what, role) => {
  expect(() => check(role)).toThrow('does not have required permissions configured');
});
