import type { StackDescription } from '../stack-file.ts';

/** What makes a shell's AWS tools talk to a running embedded stack. */
export interface ShellEnvironment {
  readonly set: Readonly<Record<string, string>>;
  /** Would go before what is set. */
  readonly unset: readonly string[];
}

/** SDKs take no keys from the environment beside a profile, and no endpoints where told to ignore them. */
const inTheWay = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

/** With the stage's own name: it is part of the names of its queues, functions and tables. */
export function shellEnvironment({
  env,
  stage,
}: Pick<StackDescription, 'env' | 'stage'>): ShellEnvironment {
  return {
    // The AWS CLI 1 reads this name of the region alone, and in a region where it knows an older name of SQS it calls
    // that, whatever the environment says: awscli/customizations/overridesslcommonname.py. Here any region will do.
    set: { ...env, AWS_DEFAULT_REGION: 'local', SPILLWAY_STAGE: stage },
    unset: inTheWay,
  };
}

/** All that `shellEnvironment` may have set, whichever stack it was of. */
export const shellVariables = [
  'SPILLWAY_STAGE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_ENDPOINT_URL',
  ...[
    'CLOUDFORMATION',
    'CLOUDWATCH',
    'CLOUDWATCH_LOGS',
    'COGNITO_IDENTITY_PROVIDER',
    'DYNAMODB',
    'EVENTBRIDGE',
    'LAMBDA',
    'S3',
    'SECRETS_MANAGER',
    'SESV2',
    'SNS',
    'SQS',
    'XRAY',
  ].map((service) => `AWS_ENDPOINT_URL_${service}`),
] as const;
