import { assertPortFree } from '../aws/http/listen.ts';
import { startMeter } from '../aws/metering/start-meter.ts';
import { blindObserver, type Observer, observeAll } from '../aws/observer.ts';
import { startFaults } from '../faults/start-faults.ts';
import { createJump } from '../jump/create-jump.ts';
import { allowJumps } from '../jump/machine-time.ts';
import { createDeployment, type Deployed, type Revision } from './deployment.ts';
import type { EmbeddedStack, StackOptions } from './embedded-stack.ts';
import type { Reload } from './reload/reload.ts';
import { startReloading } from './reload/start-reloading.ts';
import { createRevisionFolders } from './revision-folders.ts';
import { type ServiceOptions, type Services, startServices } from './start-services.ts';
import { type Synthesized, startSynthesis } from './synthesis/start-synthesis.ts';
import type { SynthesisInputs } from './synthesis/synthesis-key.ts';
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
  if (options.canJump) allowJumps();
  await using started = new AsyncDisposableStack();

  await assertPortFree(options.apiPort ?? 0);
  const { faults, faultsUrl, aimAt } = await startFaults(options.faultsPort ?? 0, log, started);
  const { meter, meterUrl } = await startMeter(started);
  const observers: Observer[] = [meter, options.observer ?? blindObserver];
  const observer = observeAll(observers);
  const folders = createRevisionFolders(started);
  const outdir = await folders.create();
  const inputs = inputsOf(options);
  const [synthesized, services] = await synthesizeBesideServices(
    options,
    { inputs, outdir, region, stage, faults, observer },
    started,
  );
  const { secrets, sink } = services;
  observers.push(services.xray);
  const sinkUrl = options.sink ?? sink.url;
  const deployment = createDeployment(
    {
      ...{ stage, services, sinkUrl, faults, observer, aimAt, log },
      observeBy: (...others) => observers.push(...others),
    },
    options,
    started,
  );
  const open = (result: Synthesized, folder: string): Revision => ({
    synthesized: result,
    template: readTemplate(folder, result.stackName, services, options),
  });
  const first = open(synthesized, outdir);
  let deployed = await deployment.prepare(first)();

  options.signal?.throwIfAborted();
  const { onReload } = options;
  const reloading = new AsyncDisposableStack();
  started.use(reloading);
  const ending = started.move();
  const stack = openStack(
    {
      ...{ stage, sinkUrl, faultsUrl, faults, secrets, xray: services.xray, meterUrl },
      ...{ denials: deployment.denials, functions: deployment.functions.byName },
      ...{ endpoint: deployed.endpoint, cloudWatch: deployed.cloudWatch, clock: deployed.clock },
      jump: createJump({ clock: deployed.clock, reportQueues: services.reportQueues }),
      ...{ arrivals: sink.arrivals, messages: sink.messages },
      stop: () => ending.disposeAsync(),
    },
    () => deployed,
  );
  if (onReload !== undefined) {
    const onDeployed = (next: Deployed) => {
      deployed = next;
    };
    const tell = (reload: Reload) => onReload(reload, stack);
    startReloading({ inputs, folders, open, first, deployment, onDeployed, tell }, reloading);
  }
  return stack;
}

type Changing = Pick<EmbeddedStack, 'env' | 'sources' | 'events' | 'outputs' | 'forwards'>;

/** @param changing as of the last deployment */
function openStack(
  lasting: Omit<EmbeddedStack, keyof Changing>,
  changing: () => Changing,
): EmbeddedStack {
  return {
    ...lasting,
    get env() {
      return changing().env;
    },
    get sources() {
      return changing().sources;
    },
    get events() {
      return changing().events;
    },
    get forwards() {
      return changing().forwards;
    },
    get outputs() {
      return changing().outputs;
    },
  };
}

function inputsOf({ context = {}, configFile }: StackOptions): SynthesisInputs {
  return { context, ...(configFile === undefined ? {} : { configFile }) };
}

/** Both take their time, so they run together; a failure of the services ends the synthesis. */
async function synthesizeBesideServices(
  { signal, ...options }: StackOptions,
  where: Pick<ServiceOptions, 'region' | 'stage' | 'faults' | 'observer'> & {
    readonly inputs: SynthesisInputs;
    readonly outdir: string;
  },
  started: AsyncDisposableStack,
): Promise<[Synthesized, Services]> {
  const failing = new AbortController();
  const { inputs, outdir } = where;
  const synthesizing = startSynthesis(
    { ...inputs, outdir },
    AbortSignal.any([failing.signal, ...(signal === undefined ? [] : [signal])]),
  );
  const starting = startServices({ ...options, ...where }, started);
  starting.catch((error: unknown) => failing.abort(error));
  await Promise.allSettled([synthesizing, starting]);
  const synthesized = await synthesizing.catch(rethrowCause);
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
