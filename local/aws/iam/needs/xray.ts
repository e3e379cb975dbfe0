import type { Need } from '../access.ts';

/** Traces have no ARNs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export function xrayNeeds(action: string): readonly Need[] {
  return [{ action: `xray:${action}`, resource: '*' }];
}
