import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/** Kept in code, not in cdk.json, so that every way to synthesize gives the same template. */
export const featureFlags: Readonly<Record<string, unknown>> = {
  ...recommended,
  // CDK's own rules take two seconds, more than everything else, and cdk-nag's are stricter.
  '@aws-cdk/core:validateAgainstDefaultRules': false,
};
