import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** In code, not in cdk.json, so that every way to synthesize gives the same template. */
export const featureFlags: Readonly<Record<string, unknown>> = {
  ...recommended,
  // CDK's own rules cost two seconds, more than all the rest, and cdk-nag's are the stricter ones.
  '@aws-cdk/core:validateAgainstDefaultRules': false,
};
