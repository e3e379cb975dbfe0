import type { z } from 'zod';

/** The settings that have to fit together for a webhook to be delivered once, and not to expire before its last try. */
export interface DeliverySettings {
  readonly processingTimeoutSeconds: number;
  readonly batchWindowSeconds: number;
  readonly claimLeaseSeconds: number;
  readonly maxReceiveCount: number;
  readonly retryCapSeconds: number;
  readonly intakeRetentionDays: number;
}

const secondsADay = 86_400;

/**
 * Lambda asks for six times the function's timeout plus the batching window, so that a throttled batch is
 * not handed out a second time while it is still being retried:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function visibilityTimeoutSeconds(settings: DeliverySettings): number {
  return 6 * settings.processingTimeoutSeconds + settings.batchWindowSeconds;
}

/** How long a claim on a delivery holds: by default for twice as long as its function may run. */
export function claimLeaseSeconds(settings: DeliverySettings): number {
  return settings.claimLeaseSeconds || 2 * settings.processingTimeoutSeconds;
}

/**
 * A lease that ends while its function still runs lets another one deliver the same webhook. One that outlasts
 * the visibility timeout makes a message that came back after a crash fail once more, for nothing. And tries
 * that are spread over more than the retention lose the webhook.
 */
export function checkDelivery(settings: DeliverySettings, context: z.RefinementCtx): void {
  const refuse = (name: keyof DeliverySettings, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const lease = claimLeaseSeconds(settings);
  const visibility = visibilityTimeoutSeconds(settings);
  const { processingTimeoutSeconds, maxReceiveCount, intakeRetentionDays } = settings;
  if (lease < processingTimeoutSeconds || lease >= visibility) {
    refuse(
      'claimLeaseSeconds',
      `must be at least processingTimeoutSeconds (${processingTimeoutSeconds}) and less than the visibility timeout (${visibility})`,
    );
  }
  const longest = maxReceiveCount * Math.max(settings.retryCapSeconds, visibility);
  if (longest > intakeRetentionDays * secondsADay) {
    refuse(
      'retryCapSeconds',
      `${maxReceiveCount} tries may take ${longest} s, more than the ${intakeRetentionDays} days (intakeRetentionDays) that SQS keeps a webhook`,
    );
  }
}
