import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from './settings-schema.ts';

/**
 * What happens to a resource with webhooks, secrets or logs when it leaves the stack. Plain `RETAIN` would be
 * wrong: a failed first deployment would leave its names behind, and each further one would fail with "already
 * exists".
 */
export function removalPolicyOf({ keepData }: Pick<Settings, 'keepData'>): RemovalPolicy {
  return keepData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
