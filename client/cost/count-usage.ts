import { listPrices } from '../../dashboards/list-prices.ts';
import { createCallAws } from '../stage/call-aws.ts';
import type { Clients } from '../stage/clients.ts';
import { readDeployedResources } from '../stage/deployed-resources.ts';
import type { Stage } from '../stage/stage.ts';
import { countSeries } from './count-series.ts';
import { declaredSampling } from './declared-sampling.ts';
import { fixedUsage } from './fixed-usage.ts';
import { functionCost } from './function-cost.ts';
import { fewestWebhooks, meteredUsage } from './metered-usage.ts';
import { keptUsage, plannedUsage } from './planned-usage.ts';
import { type MeterReading, readMeter } from './read-meter.ts';
import { addUsage, type StageUsage } from './usage.ts';

export interface CountedUsage {
  readonly usage: StageUsage;
  /** Where the quantities are from, a line each. */
  readonly basis: readonly string[];
}

/** The settings of prod as they were planned, for who has no stage at hand. */
export const plannedQuantities: CountedUsage = {
  usage: plannedUsage,
  basis: [
    'All quantities are planned ones: GitHub webhooks of 8 KB, one destination, the settings of prod.',
  ],
};

/**
 * What a stage uses: of a template's alarms, dashboards, secrets and web ACL as they are deployed; of webhooks and metrics
 * what was metered, where the stage is an embedded one that took enough of them.
 */
export async function countUsage(stage: Stage, clients: Clients): Promise<CountedUsage> {
  const callAws = createCallAws(clients, { stack: stage.stack });
  const resources = await readDeployedResources(stage.name, callAws);
  const declared = fixedUsage(resources);
  const sampling = declaredSampling(resources);
  const { customMetric = 0, secretCall = 0 } = plannedUsage.perMonth;
  const assumed = { secretCall };
  const template = `Alarms, dashboards, secrets, web ACL and X-Ray's share: as in the template of ${stage.name}.`;
  const reading = stage.stack && (await readMeter(stage.stack));
  if (reading === undefined || reading.accepted < fewestWebhooks) {
    const few = reading ? `, since only ${reading.accepted} webhooks were metered` : '';
    return {
      usage: { ...plannedUsage, sampling, perMonth: addUsage(declared, assumed, { customMetric }) },
      basis: [template, `Webhooks and metrics: as planned${few}, for GitHub webhooks of 8 KB.`],
    };
  }
  const { own, ofMethods } = await countSeries(clients.cloudWatch);
  const { perWebhook, traces } = meteredUsage(reading, declared.acl === 1);
  return {
    usage: {
      perWebhook: addUsage(perWebhook, keptUsage(perWebhook)),
      traces,
      sampling,
      perMonth: addUsage(declared, assumed, { customMetric: own + ofMethods }),
    },
    basis: [
      template,
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
