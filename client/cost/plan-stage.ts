import type { ReadableResource } from '../stage/readable-template.ts';
import { declaredStage } from './declared-stage.ts';
import { fixedUsage } from './fixed-usage.ts';
import { planWebhook } from './planned-usage.ts';
import type { Sampling, StageUsage } from './usage.ts';

export interface CountedUsage {
  readonly usage: StageUsage;
  /** Accepted webhooks a second, where they were counted over a time that says something of it. */
  readonly ratePerSecond?: number;
  /** Where the quantities are from, a line each. */
  readonly basis: readonly string[];
}

export const plannedWebhooks = 'planned ones: from GitHub, 8 KB each, to one destination';

/**
 * What a stage uses by its template, with planned webhooks at a rate.
 *
 * @param why they are not counted ones
 */
export function planStage(
  resources: readonly ReadableResource[],
  ratePerSecond: number,
  why?: string,
): CountedUsage {
  const declared = declaredStage(resources);
  return {
    usage: { ...planWebhook(declared, ratePerSecond), perMonth: fixedUsage(resources) },
    basis: [
      describeTemplate(declared.sampling),
      `Webhooks: ${plannedWebhooks}${why === undefined ? '' : `, since ${why}`}. Metrics: planned, too.`,
    ],
  };
}

export function describeTemplate({ perSecond, share }: Sampling): string {
  const percent = `${Number((100 * share).toPrecision(3))} % of requests`;
  const sampled =
    perSecond === 0 ? percent : `${perSecond} requests a second and ${percent} beyond`;
  return `Alarms, dashboards, secrets, memory and web ACL: as in the template, by which X-Ray records ${sampled}.`;
}
