import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceConfig } from '../../service/webhook/configuration.ts';
import type { CloudWatch } from '../aws/cloudwatch/cloudwatch.ts';
import {
  cognitoEnvironment,
  describeEvents,
  type EventsAccess,
} from '../aws/cognito/events-access.ts';
import { assertPortFree } from '../aws/http/listen.ts';
import { type AccessOptions, startAccess } from '../aws/iam/start-access.ts';
import type { LambdaFunction } from '../aws/lambda/lambda-function.ts';
import { type Observer, observeAll } from '../aws/observer.ts';
import { readSlots } from '../aws/secrets-manager/read-slots.ts';
import type { SecretStore } from '../aws/secrets-manager/secret-store.ts';
import { seedSenderKeys } from '../aws/secrets-manager/seed-sender-keys.ts';
import { createSqsCaller } from '../aws/sqs/call-sqs.ts';
import type { XrayDaemon } from '../aws/xray/daemon.ts';
import type { Faults } from '../faults/faults.ts';
import { createFunctionFaults, type FunctionFaults } from '../faults/function-faults.ts';
import { startFaults } from '../faults/start-faults.ts';
import type { Arrival, Arrivals } from '../sink/arrivals.ts';
import { standInsFor } from '../sink/destinations/destination-queues.ts';
import { destinationsInSink, startDestinations } from '../sink/destinations/start-destinations.ts';
import type { Message, Messages } from '../sink/messages.ts';
import { describeUnstarted, starters } from './resource-types.ts';
import { awsEnvironment, type Services } from './services.ts';
import type { StackParts } from './stack-parts.ts';
import type { Synthesized } from './synthesis/start-synthesis.ts';
import { synthesizeAndStart } from './synthesize-and-start.ts';
import { openTemplate, readOutputs } from './template/open-template.ts';
import type { Template } from './template/read-template.ts';
import { watchWithCloudWatch } from './watch-with-cloudwatch.ts';

export interface StackOptions extends AccessOptions {
  /** Else this project's `spillway.config.ts`. */
  readonly configFile?: string;
  /** As `cdk -c name=value`: stage and settings. */
  readonly context?: Readonly<Record<string, string>>;
  /** Ports on 127.0.0.1; 0, the default, lets the system choose. */
  readonly apiPort?: number;
  readonly sinkPort?: number;
  /** SQS, SNS and S3. */
  readonly queuePort?: number;
  readonly secretsPort?: number;
  readonly cloudWatchPort?: number;
  /** Of the token endpoint, where the configuration has `events`. */
  readonly cognitoPort?: number;
  /** Where faults are switched. */
  readonly faultsPort?: number;
  /** Deliveries go to `<this url>/<destination>`; else to the stack's own sink. */
  readonly sink?: string;
  /** Progress, and what has to be said. */
  readonly log?: (line: string) => void;
  /** Sees every log line and platform event as well. */
  readonly observer?: Observer;
  readonly onArrival?: (arrival: Arrival) => void;
  readonly onMessage?: (message: Message) => void;
  readonly onRefusal?: (destination: string, why: string) => void;
  /** Calls the start off; no use once the stack is up. */
  readonly signal?: AbortSignal;
  /** Sees the template before it is run. For tests: no deployment has this. */
  readonly alterTemplate?: (template: Template) => void;
  /** How much faster than the machine's the time of metrics and alarms runs. */
  readonly clockFactor?: number;
}

/** One source with its current development secret. */
export interface Source {
  /** `github`, … or `custom`. */
  readonly sender: string;
  readonly secret: string;
  /** Of a sender that signs with one, such as Discord: PKCS #8, PEM. The secret is the public key. */
  readonly privateKey?: string;
  readonly config: SourceConfig;
}

export interface EmbeddedStack {
  readonly stage: string;
  /** `http://127.0.0.1:<port>/<stage>` */
  readonly endpoint: string;
  readonly sinkUrl: string;
  /** What an AWS SDK client or CLI needs to reach this stack. */
  readonly env: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Source>>;
  /** Absent where the configuration has no `events`. */
  readonly events?: EventsAccess;
  readonly secrets: SecretStore;
  /** The stack's outputs, as the template computes them. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly arrivals: Arrivals;
  /** What arrived at destinations that are no HTTP endpoints. */
  readonly messages: Messages;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly cloudWatch: CloudWatch;
  readonly xray: XrayDaemon;
  /** What the roles and policies of the template did not allow, in AWS's words. */
  readonly denials: readonly string[];
  readonly faults: Faults;
  /** Switches the same faults, over HTTP. */
  readonly faultsUrl: string;
  /** Ends everything at once: requests and invocations under way, threads, sockets. */
  stop(): Promise<void>;
}

const region = 'us-east-1';

/**
 * Synthesizes the CDK app and runs its template on this machine.
 *
 * @throws SynthesisError for a wrong configuration; an error with `code: 'EADDRINUSE'` and `port` for a taken port
 */
export async function startStack(options: StackOptions = {}): Promise<EmbeddedStack> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    return { ...(await start(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = StackParts['stops'];

async function start(options: StackOptions, stops: Stops): Promise<Omit<EmbeddedStack, 'stop'>> {
  const log = options.log ?? (() => undefined);
  const stage = options.context?.stage ?? 'dev';
  const outdir = await mkdtemp(join(tmpdir(), 'spillway-'));
  stops.push(() => rm(outdir, { recursive: true, force: true }));
  await assertPortFree(options.apiPort ?? 0);

  const { faults, faultsUrl, aimAt } = await startFaults(options, log, stops);
  const observers: Observer[] = options.observer === undefined ? [] : [options.observer];
  const where = { outdir, region, stage, faults, observer: observeAll(observers) };
  const [synthesized, services] = await synthesizeAndStart(options, where, stops);
  aimAt(destinationsInSink(synthesized.destinations));
  const opened = openWithAccess({ ...where, ...synthesized, services }, options, log);
  const { guardedBy, denials } = opened;

  const watching = { ...opened, queueEndpoint: services.queueEndpoint, log };
  const watched = await watchWithCloudWatch(watching, options);
  observers.push(watched.cloudWatch);
  stops.push(() => watched.cloudWatch.stop());
  guardedBy(watched.cloudWatch.enforceAccess);

  const sinkUrl = options.sink ?? services.sink.url;
  const beside = { services, sinkUrl, stops, guardedBy };
  const destinations = await startDestinations(synthesized, beside);
  const env = { ...awsEnvironment(region, services, watched.endpoint), ...destinations.endpoints };
  const parts: StackParts = {
    ...opened,
    ...prepare(services, env, stops, log, createFunctionFaults(faults.current)),
    ...where,
    log,
    apiPort: options.apiPort ?? 0,
    cognitoPort: options.cognitoPort ?? 0,
    userPools: [],
    adaptEnvironment: destinations.adaptEnvironment,
    stops,
  };
  await startResources(parts);
  log(`The one change to the template: ${destinations.change}`);
  await destinations.complete(parts, `spillway/${stage}/destinations/`);
  const prefix = `spillway/${stage}/sources/`;
  const privateKeys = seedSenderKeys(synthesized.sources, services.secrets, prefix, log);
  return {
    stage,
    endpoint: parts.endpoints[0] ?? '',
    sinkUrl,
    env: { ...env, ...cognitoEnvironment(parts) },
    ...describeEvents(parts),
    sources: describeSources(synthesized, services, prefix, privateKeys),
    ...describeServices(services),
    outputs: readOutputs(opened),
    functions: parts.functions,
    cloudWatch: watched.cloudWatch,
    denials,
    faults,
    faultsUrl,
  };
}

/** The template, and who may do what by it: from now on the services go by that. */
function openWithAccess(
  source: Parameters<typeof openTemplate>[0] & Synthesized & { readonly services: Services },
  options: StackOptions,
  log: (line: string) => void,
) {
  const opened = openTemplate(source, options.alterTemplate);
  const standIns = standInsFor(source.destinations, opened.world);
  const access = startAccess(options, opened, standIns, log);
  source.services.enforceAccess.forEach(access.guardedBy);
  return { ...opened, ...access };
}

async function startResources(parts: StackParts): Promise<void> {
  const { resources, log } = parts;
  for (const line of describeUnstarted(resources.countByType())) log(line);
  for (const [type, startAll] of Object.entries(starters)) {
    await startAll(resources.ofType(type), parts);
  }
}

function prepare(
  services: Services,
  env: Readonly<Record<string, string>>,
  stops: Stops,
  log: (line: string) => void,
  faults: FunctionFaults,
) {
  const { call, close } = createSqsCaller(services.queueEndpoint);
  stops.push(async () => close());
  return {
    machine: {
      log,
      awsEnvironment: { ...env, AWS_XRAY_DAEMON_ADDRESS: services.xray.address },
      maxEnvironments: Math.max(4, 2 * availableParallelism()),
      maxPollers: Math.max(2, availableParallelism()),
      idleExpiryMs: 300_000,
      faults,
    },
    queueEndpoint: services.queueEndpoint,
    tableEndpoint: services.tableEndpoint,
    callSqs: call,
    secrets: services.secrets,
    functions: new Map<string, LambdaFunction>(),
    endpoints: [],
  };
}

function describeServices({ secrets, sink: { arrivals, messages }, xray }: Services) {
  return { secrets, arrivals, messages, xray };
}

function describeSources(
  { sources }: Synthesized,
  { secrets }: Services,
  prefix: string,
  privateKeys: ReadonlyMap<string, string>,
): EmbeddedStack['sources'] {
  return Object.fromEntries(
    Object.entries(sources).map(([name, config]) => {
      const { current = '' } = readSlots(secrets, prefix + name);
      const privateKey = privateKeys.get(name);
      const key = privateKey === undefined ? {} : { privateKey };
      return [name, { sender: config.sender, secret: current, ...key, config }];
    }),
  );
}
