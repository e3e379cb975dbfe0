import { randomUUID } from 'node:crypto';
import type { InvocationFault } from '../../faults/function-faults.ts';
import { billedInvocation } from '../metering/billed-invocation.ts';
import type { Observer } from '../observer.ts';
import { createFunctionSampler } from '../xray/create-sampler.ts';
import type { AccountConcurrency } from './concurrency.ts';
import type { EnvironmentPool, FailedStart } from './environment-pool.ts';
import {
  type EnvironmentOutcome,
  type ExecutionEnvironment,
  stopped,
} from './execution-environment.ts';
import type { FunctionSettings } from './function-settings.ts';
import { FunctionVersions, type Version, writeLog } from './function-versions.ts';
import type { InvocationOutcome, InvocationRequest } from './invocation.ts';
import { requestLimitBytes, responseLimitBytes } from './limits.ts';
import type { MachineSettings } from './machine-settings.ts';
import type { RuntimeError } from './messages.ts';
import { beginLines, endLines } from './platform-lines.ts';
import { nextLineage } from './recursion.ts';
import {
  formatTraceHeader,
  newSegmentId,
  newTraceRoot,
  parseTraceHeader,
  sampledSegment,
} from './trace-header.ts';

interface Running extends Version {
  readonly pool: EnvironmentPool;
}

/** One function: what the Lambda API does with an invocation, from the limits to the REPORT line. */
export class LambdaFunction {
  readonly versions: FunctionVersions;
  readonly #shouldSample = createFunctionSampler();
  readonly #complained = new Set<string>();
  readonly #machine: MachineSettings;
  readonly #account: Pick<AccountConcurrency, 'of' | 'claimed'>;
  #running = 0;

  constructor(
    settings: FunctionSettings,
    machine: MachineSettings,
    account: Pick<AccountConcurrency, 'of' | 'claimed'>,
    observer: Observer,
  ) {
    this.#account = account;
    this.#machine = machine;
    this.versions = new FunctionVersions(settings, machine, observer);
  }

  /** Those of the version that the alias points to. */
  get settings(): FunctionSettings {
    return this.versions.live.settings;
  }

  get environmentCount(): number {
    return this.versions.environmentCount;
  }

  /** Of all versions that the alias may be moved to. */
  get codeFolders(): readonly string[] {
    return this.versions.kept.map(({ settings }) => settings.codeFolder);
  }

  async invoke(request: InvocationRequest): Promise<InvocationOutcome> {
    if (Buffer.byteLength(request.payload) > requestLimitBytes)
      return { kind: 'request-too-large' };
    const concurrency = this.#account.of(this.settings.functionName);
    const version = this.versions.find(request.alias);
    const isThrottled = this.#machine.faults.isThrottled(this.settings.functionName);
    if (isThrottled || !concurrency.take()) {
      return this.#throttle(version, request);
    }
    this.#changeRunning(1);
    try {
      return await this.#runSomewhere({ ...version, pool: this.versions.poolOf(version) }, request);
    } finally {
      this.#changeRunning(-1);
      concurrency.give();
    }
  }

  /** Ends all environments; invocations under way end as crashed. */
  stop(): Promise<void> {
    return this.versions.stop();
  }

  #throttle({ observer }: Version, request: InvocationRequest): InvocationOutcome {
    observer.record({ kind: 'lambda-throttle', ...this.#stamp(request) });
    return { kind: 'throttled' };
  }

  async #runSomewhere(version: Running, request: InvocationRequest): Promise<InvocationOutcome> {
    const acquired = await version.pool.acquire(request.isAbandoned);
    if (acquired.kind === 'ready') return this.#run(version, acquired.environment, request);
    if (acquired.kind === 'abandoned') return this.#throttle(version, request);
    this.#complain(acquired.error);
    this.#logFailedStart(version, acquired, request.requestId);
    version.observer.record({
      kind: 'lambda-invocation',
      ...this.#stamp(request),
      durationMs: 0,
      outcome: 'crash',
    });
    return { kind: 'crash', error: acquired.error };
  }

  async #run(
    version: Running,
    environment: ExecutionEnvironment,
    request: InvocationRequest,
  ): Promise<InvocationOutcome> {
    const requestId = request.requestId ?? randomUUID();
    const coldStartMs = environment.isUsed ? undefined : environment.initMs;
    const { settings, observer, pool } = version;
    const timeoutMs = settings.timeoutSeconds * 1000;
    const traceHeader = this.#traceFor(request);
    const isCold = coldStartMs !== undefined;
    writeLog(
      version,
      environment.logStream,
      beginLines({ requestId, traceHeader, isCold, settings }),
    );
    const began = performance.now();
    const interruption = interrupt(
      environment,
      this.#machine.faults.interruptionOf(settings.functionName),
    );
    const ran = await environment.invoke(
      {
        type: 'invoke',
        requestId,
        payload: request.payload,
        deadline: Date.now() + timeoutMs,
        functionArn: settings.arn + (request.alias === undefined ? '' : `:${request.alias}`),
        traceHeader,
        hasDeadSockets: this.#machine.faults.hasDeadSockets(),
      },
      timeoutMs,
    );
    clearTimeout(interruption);
    const durationMs = performance.now() - began;
    if (ran.kind === 'success' || ran.kind === 'error') pool.release(environment);
    const outcome = checkResponse(ran);
    if (outcome.kind === 'crash') this.#complain(outcome.error);
    const init = coldStartMs === undefined ? {} : { initMs: coldStartMs };
    writeLog(
      version,
      environment.logStream,
      endLines({ requestId, outcome, durationMs, ...init, settings }),
    );
    observer.record({
      kind: 'lambda-invocation',
      ...this.#stamp(request),
      durationMs,
      ...init,
      ...sampledSegment(traceHeader, request.traceHeader),
      outcome: outcome.kind,
    });
    const time = { durationMs, initMs: coldStartMs ?? 0, own: environment.ownTime };
    for (const event of billedInvocation(settings, time, request)) observer.record(event);
    return outcome;
  }

  /** Lambda tells of an invocation that its function could not start for, too. */
  #logFailedStart(
    version: Version,
    { error, logStream }: FailedStart,
    requestId: string = randomUUID(),
  ): void {
    if (logStream === undefined) return;
    const { settings } = version;
    const outcome = { kind: 'crash', error } as const;
    writeLog(version, logStream, endLines({ requestId, outcome, durationMs: 0, settings }));
  }

  /** Once for each reason: a function that can't start fails again with every retry. */
  #complain({ errorType, errorMessage }: RuntimeError): void {
    const line = `${this.settings.functionName} crashed: ${errorType} ${errorMessage}`;
    if (errorType === stopped.errorType || this.#complained.has(line)) return;
    this.#complained.add(line);
    this.#machine.log(line);
  }

  #traceFor({ traceHeader: caller, messageTraceHeaders = [] }: InvocationRequest): string {
    const now = Date.now();
    const given = caller === undefined ? undefined : parseTraceHeader(caller);
    const decided = given?.isSampled ?? decisionOf(messageTraceHeaders);
    return formatTraceHeader({
      root: given?.root ?? newTraceRoot(now),
      parent: newSegmentId(),
      isSampled: decided ?? (this.settings.tracing === 'Active' && this.#shouldSample(now)),
      lineage: nextLineage([caller, ...messageTraceHeaders], this.settings.arn),
    });
  }

  #changeRunning(by: 1 | -1): void {
    this.#running += by;
    this.versions.live.observer.record({
      kind: 'lambda-concurrency',
      timestamp: Date.now(),
      functionName: this.settings.functionName,
      concurrent: this.#running,
      claimed: this.#account.claimed,
    });
  }

  #stamp(request: InvocationRequest) {
    const { functionName } = this.settings;
    const alias = request.alias === undefined ? {} : { alias: request.alias };
    return { timestamp: Date.now(), functionName, ...alias };
  }
}

/**
 * What was decided on the messages of an invocation: it is recorded if one of them is, in a trace of its own. Lambda decides
 * only where none of them says anything.
 *
 * @see https://github.com/aws/aws-xray-sdk-node/tree/master/packages/core#oversampling-mitigation
 * @see https://github.com/aws/aws-xray-sdk-node/issues/570
 */
function decisionOf(headers: readonly (string | undefined)[]): boolean | undefined {
  const decisions = headers.flatMap(
    (header) => (header === undefined ? undefined : parseTraceHeader(header)?.isSampled) ?? [],
  );
  return decisions.length === 0 ? undefined : decisions.includes(true);
}

function interrupt(environment: ExecutionEnvironment, fault: InvocationFault | undefined) {
  if (fault === undefined) return undefined;
  return setTimeout(() => {
    if (fault.end === 'killed') environment.kill();
    else environment.hang();
  }, fault.afterMs);
}

function checkResponse(outcome: EnvironmentOutcome): EnvironmentOutcome {
  if (outcome.kind !== 'success') return outcome;
  if (Buffer.byteLength(outcome.payload) <= responseLimitBytes) return outcome;
  return {
    kind: 'error',
    error: {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${responseLimitBytes} bytes).`,
      trace: [],
    },
  };
}
