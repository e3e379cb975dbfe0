import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchTemplate } from '../aws/cloudwatch/watch-template.ts';
import { cognitoEnvironment, describeEvents } from '../aws/cognito/events-access.ts';
import { assertPortFree } from '../aws/http/listen.ts';
import { startAccess } from '../aws/iam/start-access.ts';
import {
  describeLimits,
  limitsOfThisMachine,
  type MachineSettings,
} from '../aws/lambda/machine-settings.ts';
import { keepLogs } from '../aws/logs/keep-logs.ts';
import { type Observer, observeAll } from '../aws/observer.ts';
import { createFunctionFaults } from '../faults/function-faults.ts';
import { startFaults } from '../faults/start-faults.ts';
import { standInsFor } from '../sink/destinations/destination-queues.ts';
import {
  destinationsInSink,
  startDestinationServices,
} from '../sink/destinations/start-destination-services.ts';
import { describeSources } from './describe-sources.ts';
import type { EmbeddedStack, StackOptions } from './embedded-stack.ts';
import { describeUnstarted } from './resource-types.ts';
import { startResources } from './start-resources.ts';
import {
  awsEnvironment,
  type ServiceOptions,
  type Services,
  startServices,
} from './start-services.ts';
import { type Synthesized, startSynthesis } from './synthesis/start-synthesis.ts';
import { openTemplate, type StackTemplate } from './template/open-template.ts';

const region = 'us-east-1';

/**
 * Runs the CDK app's template on this machine: synthesize, read, start in order; stop in reverse.
 *
 * @throws SynthesisError for a wrong configuration; an error with `code: 'EADDRINUSE'` and `port` for a taken port
 */
export async function startStack(options: StackOptions = {}): Promise<EmbeddedStack> {
  const { log = () => undefined } = options;
  const stage = options.context?.stage ?? 'dev';
  await using started = new AsyncDisposableStack();

  await assertPortFree(options.apiPort ?? 0);
  const { faults, faultsUrl, aimAt } = await startFaults(options.faultsPort ?? 0, log, started);
  const observers: Observer[] = options.observer === undefined ? [] : [options.observer];
  const observer = observeAll(observers);
  const outdir = await createFolder(started);
  const [synthesized, services] = await synthesizeBesideServices(
    options,
    { outdir, region, stage, faults, observer },
    started,
  );
  const { destinations } = synthesized;
  const { secrets, sink } = services;
  const forwards = sink.aimAt(destinations);
  aimAt(destinationsInSink(destinations));

  const template = readTemplate(outdir, synthesized.stackName, services, options);
  const standIns = standInsFor(destinations, template.world);
  const { iam, denials, guardedBy } = startAccess(options, template, standIns, log);
  services.enforceAccess.forEach(guardedBy);

  const watched = { ...template, iam, queueEndpoint: services.queueEndpoint, log };
  const { cloudWatch, logs, endpoints } = await startWatching(watched, options, started);
  observers.push(cloudWatch, logs);
  for (const { enforceAccess } of [cloudWatch, logs]) guardedBy(enforceAccess);

  const sinkUrl = options.sink ?? sink.url;
  const env = {
    ...awsEnvironment(region, services, endpoints),
    ...(await startDestinationServices(destinations, sink, guardedBy, started)),
  };
  for (const line of describeUnstarted(template.declared)) log(line);
  const machine = describeMachine(options.limits, env, services, faults, log);
  const running = await startResources(
    { ...template, stage, synthesized, services, sinkUrl, iam, machine, observer },
    options,
    started,
  );

  options.signal?.throwIfAborted();
  const ending = started.move();
  return {
    ...{ stage, endpoint: running.endpoint, sinkUrl, faultsUrl, faults, denials, cloudWatch },
    env: { ...env, ...cognitoEnvironment(running.userPool) },
    sources: describeSources(
      synthesized.sources,
      secrets,
      `spillway/${stage}/sources/`,
      running.privateKeys,
    ),
    ...describeEvents(running.userPool),
    outputs: template.outputs(),
    functions: running.functions,
    ...{ secrets, arrivals: sink.arrivals, messages: sink.messages, forwards, xray: services.xray },
    stop: () => ending.disposeAsync(),
  };
}

/** Metrics, alarms and logs. */
async function startWatching(
  watched: Parameters<typeof watchTemplate>[0],
  options: StackOptions,
  started: AsyncDisposableStack,
) {
  const { cloudWatch, endpoint } = await watchTemplate(watched, options, started);
  const logs = await keepLogs(watched, started);
  return { cloudWatch, logs, endpoints: { metrics: endpoint, logs: logs.endpoint } };
}

async function createFolder(started: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Both take their time, so they run together; a failure of the services ends the synthesis. */
async function synthesizeBesideServices(
  { context = {}, configFile, signal, ...options }: StackOptions,
  where: Pick<ServiceOptions, 'region' | 'stage' | 'faults' | 'observer'> & {
    readonly outdir: string;
  },
  started: AsyncDisposableStack,
): Promise<[Synthesized, Services]> {
  const failing = new AbortController();
  const { outdir } = where;
  const synthesizing = startSynthesis(
    { context, outdir, ...(configFile === undefined ? {} : { configFile }) },
    AbortSignal.any([failing.signal, ...(signal === undefined ? [] : [signal])]),
  );
  const starting = startServices({ ...options, ...where }, started);
  starting.catch((error: unknown) => failing.abort(error));
  await Promise.allSettled([synthesizing, starting]);
  const synthesized = await synthesizing.catch(rethrowCause);
  for (const warning of synthesized.warnings) options.log?.(`warning  ${warning}`);
  return [synthesized, await starting];
}

/** An aborted synthesis is only the consequence of what failed first. */
function rethrowCause(error: unknown): never {
  throw error instanceof Error && error.name === 'AbortError' ? error.cause : error;
}

function readTemplate(
  outdir: string,
  stackName: string,
  { queueEndpoint, secrets }: Services,
  hooks: StackOptions,
): StackTemplate {
  const secretArn = (name: string) => secrets.arnOf(name);
  return openTemplate({ outdir, region, stackName, queueEndpoint, secretArn }, hooks);
}

/** This machine's settings for the template's functions. Prints how much runs at once. */
function describeMachine(
  chosen: StackOptions['limits'],
  env: Readonly<Record<string, string>>,
  { xray }: Services,
  faults: EmbeddedStack['faults'],
  log: (line: string) => void,
): MachineSettings {
  const limits = { ...limitsOfThisMachine(), ...chosen };
  log(describeLimits(limits));
  return {
    ...limits,
    log,
    awsEnvironment: { ...env, AWS_XRAY_DAEMON_ADDRESS: xray.address },
    idleExpiryMs: 300_000,
    faults: createFunctionFaults(faults.current),
  };
}
