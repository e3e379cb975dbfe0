import type { Statement } from './policy.ts';

/**
 * AWS's own policies, by the end of their ARN, as far as templates of this project and CDK's own defaults name them.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ],
};

/** `undefined` for one that is not known here. */
export function managedPolicy(arn: string): readonly Statement[] | undefined {
  const name = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? '';
  if (!Object.hasOwn(actionsOf, name)) return undefined;
  return [
    {
      effect: 'Allow',
      actions: { isNot: false, patterns: actionsOf[name] ?? [] },
      resources: { isNot: false, patterns: ['*'] },
      conditions: [],
    },
  ];
}
