import type { DeliveryLogConfig } from '../../service/webhook/delivery-log-config.ts';

/** In a few words, such as `acme/shop, hook 1`. */
export function describeLog(log: DeliveryLogConfig): string {
  if (log.kind === 'stripe') return log.endpoint ?? 'all endpoints';
  if ('app' in log) return `App ${log.app}`;
  const owner = 'repository' in log ? log.repository : log.organization;
  return `${owner}, hook ${log.hook}`;
}
