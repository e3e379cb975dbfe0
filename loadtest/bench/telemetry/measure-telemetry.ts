import type { APIGatewayProxyEvent } from 'aws-lambda';
import { compare, interleave, type Round } from '../compare.ts';
import { invocations } from '../function-environment.ts';
import { measure, runListened } from '../measure.ts';
import { createEnvelope, processingEnvironment, startStub } from '../measure-processing.ts';
import type { Measurement } from '../measurement.ts';
import { bundleWith, type Telemetry } from './bundle-with.ts';

export interface TelemetryOptions {
  readonly directory: string;
  readonly event: APIGatewayProxyEvent;
  /** Of ingestion. */
  readonly environment: Readonly<Record<string, string>>;
  readonly isQuick: boolean;
  readonly progress: (line: string) => void;
}

/** What telemetry costs: CPU time of ingestion, on against off; and the bytes of the log of both functions. */
export async function measureTelemetry(options: TelemetryOptions): Promise<readonly Measurement[]> {
  return [...(await measureCpu(options)), ...(await measureBytes(options))];
}

/** 15 % of what ingestion takes with it. */
const cpuAim = 1 / (1 - 0.15);

async function measureCpu(options: TelemetryOptions): Promise<readonly Measurement[]> {
  const { directory, event, environment, isQuick, progress } = options;
  const rounds = isQuick ? 1 : 15;
  progress(`Telemetry of ingestion, CPU: ${rounds} rounds of 4`);
  const bundles = {
    off: await bundleWith('silent', 'ingestion', directory),
    plain: await bundleWith('plain', 'ingestion', directory),
    on: await bundleWith('ours', 'ingestion', directory),
  };
  const variants = {
    'telemetry off': { bundle: bundles.off, sampled: 0 },
    'plain Powertools': { bundle: bundles.plain, sampled: 0 },
    'telemetry on': { bundle: bundles.on, sampled: 0 },
    'telemetry on, sampled': { bundle: bundles.on, sampled: 1 },
  } as const;
  type Variant = keyof typeof variants;
  const times = invocations[isQuick ? 'quick' : 'small'];
  const results = await interleave(Object.keys(variants) as Variant[], rounds, (variant) =>
    measure({ ...variants[variant], event, ...times }, environment),
  );
  const base = 'telemetry off';
  return (Object.keys(variants) as Variant[]).map((variant) => ({
    what: 'Ingestion, CPU per request, 8 KB',
    ...{ variant, base, unit: 'µs' },
    ...(variant === 'telemetry on' ? { aim: cpuAim } : {}),
    ...compare(results, variant, base, (result) => result.cpuMicrosecondsPerInvocation),
  }));
}

type Written = 'plain Powertools' | 'one line';

/** What is in the log of a webhook, once its environment is warm. The machine has no part in it. */
async function measureBytes(options: TelemetryOptions): Promise<readonly Measurement[]> {
  options.progress('Telemetry of both functions, bytes of the log');
  const stub = await startStub();
  try {
    const of = async (telemetry: Telemetry) => ({
      ingestion: await bytesOfIngestion(telemetry, options),
      processing1: await bytesOfProcessing(telemetry, options, stub.url, 1),
      processing10: await bytesOfProcessing(telemetry, options, stub.url, 10),
    });
    const [plain, ours] = [await of('plain'), await of('ours')];
    const row = (what: string, bytes: (one: typeof plain) => number, aim?: number) => {
      const round: Round<Written, number> = {
        'plain Powertools': bytes(plain),
        'one line': bytes(ours),
      };
      return (Object.keys(round) as Written[]).map(
        (variant): Measurement => ({
          what: `Log of a webhook, ${what}`,
          ...{ variant, base: 'plain Powertools', unit: 'bytes' },
          ...(aim === undefined || variant === 'plain Powertools' ? {} : { aim }),
          ...compare([round], variant, 'plain Powertools', (value) => value),
        }),
      );
    };
    return [
      ...row('ingestion', ({ ingestion }) => ingestion),
      ...row('processing, batch of 1', ({ processing1 }) => processing1),
      ...row('processing, batch of 10', ({ processing10 }) => processing10),
      ...row('both, batch of 1', ({ ingestion, processing1 }) => ingestion + processing1, 0.5),
      ...row('both, batch of 10', ({ ingestion, processing10 }) => ingestion + processing10, 0.5),
    ];
  } finally {
    await stub.stop();
  }
}

const counted = 5;

async function bytesOfIngestion(
  telemetry: Telemetry,
  { directory, event, environment }: TelemetryOptions,
): Promise<number> {
  const bundle = await bundleWith(telemetry, 'ingestion', directory);
  const of = async (count: number) =>
    bytesOf(
      await runListened(
        'invoke.ts',
        { bundle, event, warmUp: 0, invocations: count, sampled: 0 },
        environment,
      ),
    );
  return ((await of(counted)) - (await of(0))) / counted + platformBytes(telemetry);
}

async function bytesOfProcessing(
  telemetry: Telemetry,
  { directory }: TelemetryOptions,
  url: string,
  batchSize: number,
): Promise<number> {
  const bundle = await bundleWith(telemetry, 'processing', directory);
  const request = { bundle, envelope: createEnvelope(), batchSize };
  const of = async (batches: number) =>
    bytesOf(
      await runListened(
        'invoke-processing.ts',
        { ...request, warmUpBatches: 1, batches },
        processingEnvironment(url, true),
      ),
    );
  const perBatch = ((await of(counted)) - (await of(0))) / counted + platformBytes(telemetry);
  return perBatch / batchSize;
}

/** What Lambda adds to each invocation in plain text. In JSON, at the level WARN, it adds nothing while all is well. */
const platformTexts = [
  'START RequestId: 00000000-0000-0000-0000-000000000000 Version: 12',
  'END RequestId: 00000000-0000-0000-0000-000000000000',
  'REPORT RequestId: 00000000-0000-0000-0000-000000000000\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 1024 MB\tMax Memory Used: 120 MB',
];

function platformBytes(telemetry: Telemetry): number {
  return telemetry === 'ours' ? 0 : bytesOf(platformTexts);
}

/** Of the messages, without the 26 bytes that CloudWatch counts for each event besides. */
function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
}
