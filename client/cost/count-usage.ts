import { createCallAws } from '../stage/call-aws.ts';
import type { Clients } from '../stage/clients.ts';
import { readDeployedResources } from '../stage/deployed-resources.ts';
import type { Stage } from '../stage/stage.ts';
import { countMetered } from './count-metered.ts';
import { countUsed } from './count-used.ts';
import { fewestWebhooks } from './metered-usage.ts';
import { type CountedUsage, planStage } from './plan-stage.ts';
import { readMeter } from './read-meter.ts';

interface CountOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How far CloudWatch's counts go back. Absent: a day, and of an embedded stage its own meter is read instead. */
  readonly sinceSeconds?: number | undefined;
  /** Of planned webhooks, where those that came are too few. */
  readonly plannedPerSecond: number;
}

const daySeconds = 86_400;

/**
 * What a stage uses: of its template as it is deployed, and of its webhooks what was counted. An embedded stage has a meter, of
 * a deployed one CloudWatch tells. Where it took too few webhooks, they are planned ones.
 */
export async function countUsage(
  stage: Stage,
  clients: Clients,
  { now, sinceSeconds, plannedPerSecond }: CountOptions,
): Promise<CountedUsage> {
  const callAws = createCallAws(clients, { stack: stage.stack });
  const resources = await readDeployedResources(stage.name, callAws);
  if (stage.stack && sinceSeconds === undefined) {
    const reading = await readMeter(stage.stack);
    if (reading.accepted >= fewestWebhooks) return countMetered(resources, reading, clients);
    return planStage(resources, plannedPerSecond, `only ${reading.accepted} were metered`);
  }
  const window = { now, seconds: sinceSeconds ?? daySeconds, plannedPerSecond };
  return countUsed(resources, window, clients);
}
