import { basename } from 'node:path';
import { draftRequest } from '../../client/example-webhook/draft-request.ts';
import { createOccasion } from '../../client/example-webhook/occasion.ts';
import type { Channel } from '../../client/send/channel.ts';
import { predictRoutes } from '../../client/send/predict-routes.ts';
import type { StageRoutes } from '../../client/stage/configuration.ts';
import { channelsOf, type Handover } from '../generator/open-generator.ts';
import type { Plan, PlannedWebhook } from '../samples/sample.ts';
import type { Phase } from './phase.ts';
import { resizePhases, type Size } from './phases.ts';
import type { Target } from './target.ts';

interface PlanOptions {
  /** Artillery's id of the run. */
  readonly run: string;
  /** The scenario's file. */
  readonly file: string;
  readonly phases: readonly Phase[];
  readonly size: Size;
  readonly target: Target;
  /** Absent for all sources, each as often as the others. */
  readonly mix?: Plan['mix'] | undefined;
  readonly largeBytes?: Plan['largeBytes'] | undefined;
  readonly ceilingMs?: Plan['ceilingMs'];
  /** Threads of Artillery on this machine. */
  readonly workers: number;
  readonly timeoutMs: number;
  /** Whether other machines send their parts of the same load. */
  readonly isOneOfMany?: boolean;
  /** Absent where the configuration isn't here. */
  readonly routes?: StageRoutes | undefined;
  readonly samplesFile?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @throws Error whose message is one sentence that says what to do. */
export function planRun(options: PlanOptions): Handover {
  const { run, file, phases, size, target, mix, workers, timeoutMs, routes, now } = options;
  const { largeBytes, ceilingMs } = options;
  const unknown = Object.keys(mix ?? {}).find((name) => !(name in target.sources));
  if (unknown !== undefined) throw new Error(unknownSource(target, unknown));
  const named = Object.entries(target.sources).filter(([name]) => !mix || name in mix);
  const sources = Object.fromEntries(named);
  const channels = [...channelsOf(sources, target.endpoint).values()];
  const webhooks = channels.flatMap((channel) => webhooksOf(channel, routes, now));
  if (webhooks.length === 0) throw new Error(nothingToSend(sources));
  return {
    plan: {
      ...{ kind: 'plan', run, scenario: basename(file).replace(/\.ya?ml$/, '') },
      ...{ endpoint: target.endpoint, at: now, workers, timeoutMs, webhooks },
      phases: [...resizePhases(phases, size)],
      ...{
        ...(mix && { mix }),
        ...(largeBytes && { largeBytes }),
        ...(ceilingMs && { ceilingMs }),
        ...(options.isOneOfMany && { machines: size.workers ?? 1 }),
        ...(target.stage && { stage: target.stage }),
      },
    },
    sources,
    ...(options.samplesFile === undefined ? {} : { samplesFile: options.samplesFile }),
  };
}

/** All that its sender has examples of, as far as they can be signed here and would be stored. */
function webhooksOf(
  channel: Channel,
  routes: StageRoutes | undefined,
  now: number,
): readonly PlannedWebhook[] {
  return Object.entries(channel.examples).flatMap(([example, { request, type }]) => {
    const drafted = draftRequest(request(createOccasion(now, example)), channel.publicUrl);
    const signed = channel.sign(drafted, now);
    const received = signed && channel.receivedAs(signed, now);
    if (signed === undefined || channel.handshakeOf(signed, now) !== undefined) return [];
    const to = received && routes ? [...predictRoutes(routes, received).routes.keys()] : undefined;
    return [{ source: channel.source, example, type: received?.type ?? type, ...(to && { to }) }];
  });
}

function unknownSource({ sources }: Target, name: string): string {
  return `There is no source ${name}. There are: ${Object.keys(sources).join(', ') || 'none'}.`;
}

function nothingToSend(sources: Target['sources']): string {
  const known = Object.keys(sources).join(', ') || 'none';
  return `No webhook of these sources can be signed here: ${known}.`;
}
