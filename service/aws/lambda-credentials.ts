import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles: Lambda hands a function its role's credentials
 * in its environment, so the rest of the chain (profiles, SSO, web identity, EC2) is start-up time for nothing.
 * The SDK caches what this returns and calls it again when it expires.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const defaultProvider = fromEnv;
