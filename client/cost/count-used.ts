import { listPrices } from '../../dashboards/list-prices.ts';
import type { Clients } from '../stage/clients.ts';
import type { ReadableResource } from '../stage/readable-template.ts';
import { formatSeconds } from '../terminal/format.ts';
import { declaredStage } from './declared-stage.ts';
import { fixedUsage } from './fixed-usage.ts';
import { meteredNames } from './metered-names.ts';
import { fewestWebhooks } from './metered-usage.ts';
import { type CountedUsage, describeTemplate, planStage } from './plan-stage.ts';
import { planWebhook } from './planned-usage.ts';
import { readUsed, type Used } from './read-used.ts';
import { addUsage } from './usage.ts';
import { usedUsage } from './used-usage.ts';

interface Window {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly seconds: number;
  /** Of planned webhooks, where those that came are too few. */
  readonly plannedPerSecond: number;
}

/** What a stage uses by its template, with the webhooks that CloudWatch counted. */
export async function countUsed(
  resources: readonly ReadableResource[],
  window: Window,
  { cloudWatch }: Pick<Clients, 'cloudWatch'>,
): Promise<CountedUsage> {
  const region = await cloudWatch.config.region();
  const used = await readUsed(cloudWatch, meteredNames(resources), { ...window, region });
  const past = `the last ${formatSeconds(window.seconds)}`;
  if (used.accepted < fewestWebhooks) {
    const why = `CloudWatch counted ${used.accepted} in ${past}`;
    const plan = planStage(resources, window.plannedPerSecond, why);
    return { ...plan, basis: [...plan.basis, describeReading(used)] };
  }
  const stage = declaredStage(resources);
  const ratePerSecond = used.accepted / window.seconds;
  const { usage, planned } = usedUsage(
    used,
    planWebhook(stage, ratePerSecond),
    stage.batchWindowSeconds,
  );
  const { queueCall: _, ...fixed } = fixedUsage(resources);
  const missing = ['bytes to the internet', 'S3', 'what is stored', 'metrics', 'reads of secrets'];
  return {
    usage: { ...usage, perMonth: addUsage(usage.perMonth, fixed) },
    ratePerSecond,
    basis: [
      describeTemplate(stage.sampling),
      `Webhooks: ${used.accepted.toLocaleString('en-US')} in ${past}, as CloudWatch counted them. Durations leave the start of environments out.`,
      `As planned, since CloudWatch doesn't tell: ${[...planned, ...missing].join(', ')}. Traces: by the share above.`,
      describeReading(used),
    ],
  };
}

function describeReading({ metricsRead }: Used): string {
  const { usd, per } = listPrices.metricRead;
  return `GetMetricData was asked for ${metricsRead} metrics, which AWS bills: $${((metricsRead * usd) / per).toFixed(4)}.`;
}
