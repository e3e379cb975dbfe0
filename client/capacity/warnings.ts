import { intakeMessageLimitBytes, visibilityTimeoutSeconds } from '../../infra/delivery-rules.ts';
import { awsLimits } from './aws-limits.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import type { Load } from './load.ts';

/** What no figure of a table shows. */
export interface Warning {
  readonly about: string;
  readonly text: string;
}

type Check = (load: Load, settings: CapacitySettings) => string | undefined;

const checks: Readonly<Record<string, Check>> = {
  'body size': ({ bodyBytes }) =>
    bodyBytes > awsLimits.lambda.bodyBytes
      ? `A body of ${bodyBytes} bytes is refused with 413: Lambda takes 4.5 MB.`
      : undefined,
  'claim check': ({ bodyBytes, ratePerSecond }, settings) =>
    bodyBytes > intakeMessageLimitBytes(settings)
      ? `A body of ${bodyBytes} bytes doesn't fit into the queue: each costs a PUT, ${ratePerSecond} a second.`
      : undefined,
  'processing time': ({ processingMs }, { processingTimeoutSeconds }) =>
    processingMs > 1000 * processingTimeoutSeconds
      ? `Lambda ends processing after ${processingTimeoutSeconds} s: a batch that takes longer comes back each time, and is a dead letter in the end.`
      : undefined,
  'ingestion time': ({ ingestionMs }, { ingestionTimeoutSeconds }) =>
    ingestionMs > 1000 * ingestionTimeoutSeconds
      ? `Lambda ends ingestion after ${ingestionTimeoutSeconds} s: senders get a 5xx.`
      : undefined,
  visibility: ({ processingMs }, settings) =>
    processingMs > 1000 * visibilityTimeoutSeconds(settings)
      ? `A message is handed out again after ${visibilityTimeoutSeconds(settings)} s, while it is still worked on.`
      : undefined,
  addresses: ({ ratePerSecond }, { addressLimitPer5Minutes }) => {
    const perSecond = addressLimitPer5Minutes / 300;
    if (addressLimitPer5Minutes === 0 || ratePerSecond <= perSecond) return undefined;
    const addresses = Math.ceil(ratePerSecond / perSecond);
    return `The web ACL lets ${Math.floor(perSecond)} a second of one address through: fewer than ${addresses} addresses are blocked (addressLimitPer5Minutes).`;
  },
  breaker: ({ failingShare }) =>
    failingShare >= 1
      ? 'A destination that fails each time rests (circuitFailures), so that there are fewer attempts than are reckoned here.'
      : undefined,
};

export function warningsOf(load: Load, settings: CapacitySettings): readonly Warning[] {
  return Object.entries(checks).flatMap(([about, check]) => {
    const text = check(load, settings);
    return text === undefined ? [] : [{ about, text }];
  });
}
