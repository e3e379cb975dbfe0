import { setTimeout as delay } from 'node:timers/promises';
import { createTemplateApi, readTemplateApi } from '../aws/api-gateway/template-api.ts';
import type { Clock, JumpingClock } from '../aws/cloudwatch/clock.ts';
import type { CloudWatch } from '../aws/cloudwatch/cloudwatch.ts';
import { createWatch } from '../aws/cloudwatch/create-watch.ts';
import { cognitoEnvironment, describeEvents } from '../aws/cognito/events-access.ts';
import { createTemplatePool, readTemplatePool } from '../aws/cognito/template-pool.ts';
import { DeployedRules } from '../aws/eventbridge/deployed-rules.ts';
import { readRules } from '../aws/eventbridge/read-rules.ts';
import { createStackGuard } from '../aws/iam/stack-guard.ts';
import { createLambdaApi } from '../aws/lambda/api/create-lambda-api.ts';
import { DeployedFunctions } from '../aws/lambda/deployed-functions.ts';
import { DeployedMappings } from '../aws/lambda/event-source-mapping/deployed-mappings.ts';
import { readMappings } from '../aws/lambda/event-source-mapping/read-mappings.ts';
import { readFunctions } from '../aws/lambda/read-functions.ts';
import { createLogKeeper } from '../aws/logs/keep-logs.ts';
import type { Observer } from '../aws/observer.ts';
import { troubleTelemetry } from '../faults/telemetry-faults.ts';
import { standInsFor } from '../sink/destinations/destination-queues.ts';
import {
  createDestinationServices,
  destinationsInSink,
} from '../sink/destinations/start-destination-services.ts';
import { createRedirection } from './create-redirection.ts';
import { createStores } from './deploy-stores.ts';
import { describeMachine } from './describe-machine.ts';
import { describeSources } from './describe-sources.ts';
import type { EmbeddedStack, StackOptions } from './embedded-stack.ts';
import { describeUnstarted } from './resource-types.ts';
import { createSeedKeys } from './seed-keys.ts';
import { awsEnvironment, type Services } from './start-services.ts';
import type { Synthesized } from './synthesis/start-synthesis.ts';
import type { StackTemplate } from './template/open-template.ts';

/** What one synthesis gave. */
export interface Revision {
  readonly synthesized: Synthesized;
  readonly template: StackTemplate;
}

interface DeploymentParts {
  readonly stage: string;
  readonly services: Services;
  readonly sinkUrl: string;
  readonly faults: EmbeddedStack['faults'];
  readonly observer: Observer;
  /** CloudWatch and its logs are there from the first deployment on. */
  readonly observeBy: (...observers: readonly Observer[]) => void;
  /** Says which destinations there are. */
  readonly aimAt: (destinations: readonly string[]) => void;
  readonly log: (line: string) => void;
}

/** As a deployment left it. */
export interface Deployed
  extends Pick<EmbeddedStack, 'endpoint' | 'env' | 'sources' | 'events' | 'outputs' | 'forwards'> {
  readonly cloudWatch: CloudWatch;
  readonly clock: JumpingClock;
  /** When nothing runs on older versions of the functions any more. */
  readonly drained: Promise<void>;
}

export interface Deployment {
  readonly denials: readonly string[];
  readonly functions: DeployedFunctions;
  /**
   * Reads a template.
   *
   * @returns brings the stack to what it says, in the order in which its resources need each other. What the stack holds
   *   stays: messages, items, secrets; and so does what runs
   * @throws where the template is not understood, or AWS would refuse it
   */
  prepare(revision: Revision): () => Promise<Deployed>;
}

/** Deploys templates to one embedded stack, each in the place of the one before. */
export function createDeployment(
  given: DeploymentParts,
  options: StackOptions,
  started: AsyncDisposableStack,
): Deployment {
  const parts = createParts(given, options, started);
  return {
    denials: parts.guard.denials,
    functions: parts.functions,
    prepare(revision) {
      const declared = readRevision(revision, parts);
      // It refuses what an order to forward can't be carried out with.
      const { destinations } = revision.synthesized;
      const forwards = parts.services.sink.aimAt(destinations);
      parts.logOnce(declared.redirection.describe(destinations, forwards));
      return async () => ({ ...(await apply(revision, declared, parts)), forwards });
    },
  };
}

type Parts = ReturnType<typeof createParts>;

/** All that lasts over the deployments. */
function createParts(given: DeploymentParts, options: StackOptions, started: AsyncDisposableStack) {
  const { stage, services, log } = given;
  const logOnce = createLogOnce(log);
  const guard = createStackGuard(options, log);
  services.enforceAccess.forEach(guard.guardedBy);
  const watching = {
    deployWatch: createWatch(options, started),
    deployLogs: createLogKeeper(started),
  };
  const deployStores = createStores(services, started);
  const seedKeys = createSeedKeys(stage, services.secrets, logOnce);
  const environment: Record<string, string> = { AWS_XRAY_DAEMON_ADDRESS: services.xray.address };
  const machine = describeMachine(options.limits, environment, given);
  const functions = new DeployedFunctions(machine);
  started.defer(() => functions.stop());
  const mappings = new DeployedMappings();
  started.defer(() => mappings.stop());
  const rules = new DeployedRules();
  started.defer(() => rules.stop());
  const deployServices = createDestinationServices(services.sink, guard.guardedBy, rules, started);
  const serveLambda = createLambdaApi({ functions, mappings }, guard.guardedBy, started);
  const deployPool = createTemplatePool(options.cognitoPort ?? 0, started);
  const deployApi = createTemplateApi(options.apiPort ?? 0, started);
  return {
    ...{ ...given, ...watching, logOnce, guard, environment, machine },
    ...{ deployStores, seedKeys, functions, mappings, rules, serveLambda },
    ...{ deployServices, deployPool, deployApi },
  };
}

function readRevision({ synthesized: { destinations }, template }: Revision, parts: Parts) {
  const { guard, machine, observer, services, sinkUrl } = parts;
  const iam = guard.read(template, standInsFor(destinations, template.world));
  const { queueEndpoint } = services;
  const access = { ...template, iam, queueEndpoint, machine, observer };
  const redirection = createRedirection(template.world, { services, sinkUrl });
  const { adaptEnvironment } = redirection;
  return {
    ...{ access, redirection },
    functions: readFunctions({ ...access, adaptEnvironment }),
    mappings: readMappings(access),
    rules: readRules(access),
    settings: readTemplateApi(template),
    pool: readTemplatePool(template),
  };
}

const longestDrainMs = 5_000;

type Declared = ReturnType<typeof readRevision>;

/** CloudFormation tells of it. */
async function apply(
  revision: Revision,
  declared: Declared,
  parts: Parts,
): Promise<Omit<Deployed, 'forwards'>> {
  const deploying = parts.services.cloudFormation.history.begin(revision.template);
  try {
    const deployed = await bringTo(revision, declared, parts);
    deploying.complete();
    return deployed;
  } catch (error) {
    deploying.fail(String(error));
    throw error;
  }
}

async function bringTo(
  { synthesized, template }: Revision,
  declared: Declared,
  parts: Parts,
): Promise<Omit<Deployed, 'forwards'>> {
  const { stage, services } = parts;
  const { destinations } = synthesized;
  for (const warning of synthesized.warnings) parts.logOnce(`warning  ${warning}`);
  for (const line of describeUnstarted(template.declared)) parts.logOnce(line);
  parts.aimAt(destinationsInSink(destinations));
  const narrowAccess = parts.guard.enforce(declared.access.iam);
  const { cloudWatch, clock, endpoints } = await watch(declared.access, parts);
  const env = {
    ...awsEnvironment(template.world.region, services, endpoints),
    AWS_ENDPOINT_URL_LAMBDA: await parts.serveLambda(),
    ...(await parts.deployServices.deploy(destinations)),
  };
  Object.assign(parts.environment, env);
  const removeOthers = await parts.deployStores(template, destinations);
  const privateKeys = parts.seedKeys(synthesized);
  const { drained, pool, endpoint } = await run(declared, clock, parts);
  // What older versions are busy with may need what is to go.
  await Promise.race([drained, delay(longestDrainMs, undefined, { ref: false })]);
  narrowAccess();
  removeOthers();
  const prefix = `spillway/${stage}/sources/`;
  return {
    ...{ endpoint, drained, cloudWatch, clock },
    env: { ...env, ...cognitoEnvironment(pool) },
    sources: describeSources(synthesized.sources, services.secrets, prefix, privateKeys),
    ...describeEvents(pool),
    outputs: template.outputs(),
  };
}

/** Metrics, alarms and logs. */
async function watch(access: Declared['access'], parts: Parts) {
  const { cloudWatch, clock, endpoint, isNew } = await parts.deployWatch({
    ...access,
    log: parts.log,
  });
  const logs = await parts.deployLogs(access);
  if (isNew) {
    const seen = [cloudWatch, logs].map((one) => troubleTelemetry(one, parts.faults.current));
    parts.observeBy(...seen);
    for (const { enforceAccess } of [cloudWatch, logs]) parts.guard.guardedBy(enforceAccess);
  }
  return { cloudWatch, clock, endpoints: { metrics: endpoint, logs: logs.endpoint } };
}

/** What runs, and what calls it. */
async function run({ access, ...declared }: Declared, clock: Clock, parts: Parts) {
  const functions = parts.functions.byName;
  const drained = parts.functions.deploy(declared.functions);
  parts.mappings.deploy(declared.mappings, { ...access, functions });
  const faults = parts.faults.current;
  parts.rules.deploy(declared.rules, { ...access, functions, clock, faults });
  const pool = await parts.deployPool(declared.pool);
  const userPools = pool === undefined ? [] : [pool.pool];
  const { settings } = declared;
  const endpoint = await parts.deployApi({ ...access, functions, settings, userPools });
  return { drained, pool, endpoint };
}

/** What a template can't have here is worth one line, not one with each deployment. */
function createLogOnce(log: (line: string) => void): (line: string) => void {
  const said = new Set<string>();
  return (line) => {
    if (said.has(line)) return;
    said.add(line);
    log(line);
  };
}
