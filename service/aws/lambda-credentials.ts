import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles: Lambda puts the role's credentials into the
 * function's environment, so loading the rest of the chain (profiles, SSO, web identity, EC2) would only slow the
 * start. The SDK caches what this returns and calls it again when it expires.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const defaultProvider = fromEnv;
