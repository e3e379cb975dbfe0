import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { StageRoutes } from '../../client/stage/configuration.ts';
import { PermanentError } from '../../service/errors.ts';
import { compileMatch } from '../../service/processing/compile-match.ts';
import { withJson } from '../../service/processing/with-json.ts';
import type { Webhook } from '../../service/webhook/webhook.ts';
import { channelsOf, type Handover } from '../generator/open-generator.ts';
import { createWorkload } from '../generator/workload.ts';

/** Whether a scenario's file names the hook that sends it. */
export function sendsPoison(file: string): boolean {
  return JSON.stringify(parse(readFileSync(file, 'utf8'))).includes('"sendPoison"');
}

/**
 * Poison that is processed shows nothing.
 *
 * @throws Error that says what to do, where no route refuses it for good
 */
export async function checkPoison({ plan, sources }: Handover, routes: StageRoutes): Promise<void> {
  const channels = channelsOf(sources, plan.endpoint);
  const workload = createWorkload({ ...plan, channels, seed: plan.run });
  const { channel, request } = workload.make('poison', 0, plan.at);
  const received = channel.receivedAs(request, plan.at);
  if (received && (await isRefused(received, routes))) return;
  throw new Error(
    'No route of this configuration refuses poison. Start a stack that does: npm start -- --config loadtest/stack.config.ts',
  );
}

async function isRefused(received: Webhook, { routes }: StageRoutes): Promise<boolean> {
  const webhook = withJson(received);
  for (const { match, transform } of routes) {
    if (compileMatch(match).explain(webhook) !== undefined) continue;
    try {
      await transform?.(webhook);
    } catch (error) {
      if (error instanceof PermanentError) return true;
    }
  }
  return false;
}
