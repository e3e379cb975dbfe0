import { randomBytes } from 'node:crypto';
import { startAwsStub } from './aws-stub.ts';
import type { BenchBundles } from './bundles.ts';
import { compare, interleave, type Round } from './compare.ts';
import { functionEnvironment, invocations } from './function-environment.ts';
import type { InvokeResult } from './invoke.ts';
import { measure } from './measure.ts';
import { measureProcessing } from './measure-processing.ts';
import type { Measurement } from './measurement.ts';
import { measureTelemetry } from './telemetry/measure-telemetry.ts';
import { measureVerification } from './verification.ts';
import { createWebhookEvent } from './webhook-event.ts';

export interface BenchOptions {
  /** Takes seconds instead of minutes: shows that it works, but measures nothing. */
  readonly isQuick: boolean;
  /** Also measures processing over 100,000 webhooks. */
  readonly isLong: boolean;
  /** Measures nothing but telemetry. */
  readonly isTelemetryOnly: boolean;
  /** For bundles of its own. */
  readonly directory: string;
  readonly progress: (line: string) => void;
}

type Invoke = keyof typeof runs;

/** Which bundle, and whether X-Ray samples its requests. */
const runs = {
  floor: { bundle: 'floor', sampled: 1 },
  'floor, bundled our way': { bundle: 'floorOurWay', sampled: 1 },
  'ingestion, sampled': { bundle: 'ingestion', sampled: 1 },
  'ingestion, not sampled': { bundle: 'ingestion', sampled: 0 },
  'ingestion, all senders': { bundle: 'ingestionAllSenders', sampled: 1 },
} as const satisfies Record<string, { bundle: keyof BenchBundles; sampled: 0 | 1 }>;

/** All measurements, one after the other. The order of variants within a round never changes. */
export async function runBench(
  bundles: BenchBundles,
  { isQuick, isLong, isTelemetryOnly, directory, progress }: BenchOptions,
): Promise<readonly Measurement[]> {
  const secret = randomBytes(33).toString('base64');
  const [sqs, secrets] = [await startAwsStub('{}'), await startAwsStub(`{"current":"${secret}"}`)];
  const environment = functionEnvironment({ sqs: sqs.url, secrets: secrets.url }, secret);
  const rounds = (full: number) => (isQuick ? 1 : full);

  const invoke = (name: Invoke, kilobytes: number, times: keyof typeof invocations) =>
    measure(
      {
        bundle: bundles[runs[name].bundle].entry,
        sampled: runs[name].sampled,
        event: createWebhookEvent(kilobytes * 1024, secret),
        ...invocations[isQuick && times !== 'none' ? 'quick' : times],
      },
      environment,
    );
  const cpu = async (kilobytes: number, names: readonly Invoke[], times: 'small' | 'large') => {
    progress(`CPU per request, ${kilobytes} KB: ${rounds(9)} rounds of ${names.length}`);
    return interleave(names, rounds(9), (name) => invoke(name, kilobytes, times));
  };
  const requests = ['floor', 'ingestion, sampled', 'ingestion, not sampled'] as const;

  const telemetry = () =>
    measureTelemetry({
      ...{ directory, environment, isQuick, progress },
      event: createWebhookEvent(8 * 1024, secret),
    });

  try {
    if (isTelemetryOnly) return await telemetry();
    const small = await cpu(8, [...requests, 'ingestion, all senders'], 'small');
    const large = await cpu(64, requests, 'large');
    progress(`Import and first invocation in a fresh process: ${rounds(21)} rounds`);
    const starts = await interleave(Object.keys(runs) as Invoke[], rounds(21), (name) =>
      invoke(name, 8, 'none'),
    );
    const processing = await measureProcessing(bundles.processing.entry, {
      isQuick,
      isLong,
      progress,
    });
    progress('Verification alone, 8 KB');
    const verifications = await measureVerification(8_192, rounds(15), isQuick ? 200 : 5_000);
    return [
      ...perRequest('CPU per request, 8 KB', small, 0.7),
      ...perRequest('CPU per request, 64 KB', large, 0.5),
      ...perStart(starts),
      ...forAllSenders(small, starts),
      {
        what: 'Verification alone, 8 KB',
        variant: 'ours',
        base: 'bare HMAC',
        unit: 'µs',
        aim: 1.3,
        ...compare(verifications, 'ours', 'bare', (value) => value),
      },
      ...processing,
      ...(await telemetry()),
    ];
  } finally {
    await Promise.all([sqs.stop(), secrets.stop()]);
  }
}

type Rounds = readonly Round<Invoke, InvokeResult>[];

const perInvocation = (result: InvokeResult) => result.cpuMicrosecondsPerInvocation;

function perRequest(what: string, rounds: Rounds, aim: number): readonly Measurement[] {
  const against = (variant: Invoke) => compare(rounds, variant, 'floor', perInvocation);
  const common = { what, base: 'floor', unit: 'µs' } as const;
  return [
    { ...common, variant: 'floor', ...against('floor') },
    { ...common, variant: 'ingestion, sampled', aim, ...against('ingestion, sampled') },
    { ...common, variant: 'ingestion, not sampled', aim, ...against('ingestion, not sampled') },
  ];
}

const startValues = [
  { what: 'Import', aim: 1.5, of: (r: InvokeResult) => r.importMs },
  { what: 'Import, CPU', aim: 1.5, of: (r: InvokeResult) => r.importCpuMs },
  {
    what: 'Import and first invocation',
    aim: 0.8,
    of: (r: InvokeResult) => r.importMs + r.firstInvocationMs,
  },
  {
    what: 'Import and first invocation, CPU',
    aim: 0.8,
    of: (r: InvokeResult) => r.importCpuMs + r.firstInvocationCpuMs,
  },
] as const;

function perStart(rounds: Rounds): readonly Measurement[] {
  return startValues.flatMap(({ what, aim, of }) => {
    const common = { what, base: 'floor', unit: 'ms' } as const;
    const against = (variant: Invoke) => compare(rounds, variant, 'floor', of);
    return [
      { ...common, variant: 'floor', ...against('floor') },
      { ...common, variant: 'floor, bundled our way', ...against('floor, bundled our way') },
      { ...common, variant: 'ingestion, sampled', aim, ...against('ingestion, sampled') },
    ];
  });
}

/** Having every sender instead of one may make nothing grow by more than 5 %. */
function forAllSenders(small: Rounds, starts: Rounds): readonly Measurement[] {
  const common = {
    variant: 'ingestion, all senders',
    base: 'ingestion, sampled',
    aim: 1.05,
  } as const;
  return [
    {
      ...common,
      what: 'CPU per request, 8 KB',
      unit: 'µs',
      ...compare(small, common.variant, common.base, perInvocation),
    },
    {
      ...common,
      what: 'Import, CPU',
      unit: 'ms',
      ...compare(starts, common.variant, common.base, (result) => result.importCpuMs),
    },
  ];
}
