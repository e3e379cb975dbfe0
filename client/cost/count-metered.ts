import { listPrices } from '../../dashboards/list-prices.ts';
import type { Clients } from '../stage/clients.ts';
import type { ReadableResource } from '../stage/readable-template.ts';
import { countSeries } from './count-series.ts';
import { declaredStage } from './declared-stage.ts';
import { fixedUsage } from './fixed-usage.ts';
import { functionCost } from './function-cost.ts';
import { meteredUsage } from './metered-usage.ts';
import { type CountedUsage, describeTemplate } from './plan-stage.ts';
import { keptUsage } from './planned-usage.ts';
import type { MeterReading } from './read-meter.ts';
import { addUsage } from './usage.ts';

/** What a stage uses by its template, with the webhooks and metrics that an embedded stack's meter counted. */
export async function countMetered(
  resources: readonly ReadableResource[],
  reading: MeterReading,
  { cloudWatch }: Pick<Clients, 'cloudWatch'>,
): Promise<CountedUsage> {
  const { hasAcl, sampling, logDays } = declaredStage(resources);
  const { perWebhook, traces } = meteredUsage(reading, hasAcl);
  const { own, ofMethods } = await countSeries(cloudWatch);
  return {
    usage: {
      perWebhook: addUsage(perWebhook, keptUsage(perWebhook, logDays)),
      ...{ traces, sampling },
      perMonth: { ...fixedUsage(resources), customMetric: own + ofMethods },
    },
    basis: [
      describeTemplate(sampling),
      `Webhooks: metered, ${reading.accepted} in ${Math.round(reading.seconds)} s on this machine; what is kept of them: as planned.`,
      describeFunctions(reading),
      `Metrics: ${own} of our own and ${ofMethods} of API Gateway's methods had data.`,
    ],
  };
}

function describeFunctions(reading: MeterReading): string {
  const { own, byClock } = functionCost(reading);
  const perMillion = (each: number) =>
    `$${(1e6 * each * listPrices.gigabyteSecond.usd).toFixed(2)}`;
  return `Duration of functions: CPU time and waiting of each invocation, ${perMillion(own)} a million. By the clock of this machine, with what else it did and with the start of environments, it was ${perMillion(byClock)}.`;
}
