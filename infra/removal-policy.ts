import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from './settings.ts';

/**
 * What becomes of that which holds webhooks, secrets or logs, once it leaves the stack. Not plain `RETAIN`: a first
 * deployment that failed would leave its names behind, and each further one would end in "already exists".
 */
export function removalPolicyOf({ keepData }: Pick<Settings, 'keepData'>): RemovalPolicy {
  return keepData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
