import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** Kept in code, not in cdk.json, so that every way to synthesize gives the same template. */
export const featureFlags: Readonly<Record<string, unknown>> = {
  ...recommended,
  // What CloudFormation's rules find is an error, not a warning that scrolls by.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
};
