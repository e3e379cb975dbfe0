import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { createRandom } from '../../../test/factories/random.ts';
import { type ComparedLine, compareLines } from '../../compare/compare-lines.ts';
import { startAwsStub } from '../aws-stub.ts';
import { functionEnvironment, invocations } from '../function-environment.ts';
import type { ProcessingResult } from '../invoke-processing.ts';
import { measure, runMeasured } from '../measure.ts';
import { createEnvelope, processingEnvironment, startStub } from '../measure-processing.ts';
import { createWebhookEvent } from '../webhook-event.ts';
import { bundleAt, type FunctionBundles } from './bundle-at.ts';
import { checkOut } from './check-out.ts';
import { type MeasuredLine, measureInTurn } from './in-turn.ts';

interface AgainstOptions {
  readonly ref: string;
  readonly rounds: number;
  readonly isQuick: boolean;
  /** For the worktree and all bundles. */
  readonly directory: string;
  readonly progress: (line: string) => void;
}

export interface AgainstResult {
  readonly commit: string;
  readonly lines: readonly ComparedLine[];
}

const here = join(import.meta.dirname, '../../..');

/** Measures the functions of another commit, and those of this checkout, each in fresh processes and in turn. */
export async function benchAgainst(options: AgainstOptions): Promise<AgainstResult> {
  const { ref, rounds, directory, progress } = options;
  progress(`Checking out ${ref}`);
  const other = await checkOut(ref, directory, progress);
  try {
    progress('Bundling both');
    const sides = {
      before: await bundleAt(other.root, join(directory, 'before')),
      after: await bundleAt(here, join(directory, 'after')),
    };
    const random = createRandom(randomInt(2 ** 32));
    const lines = await withLines(options, (measured) =>
      measureInTurn(measured, sides, { rounds, random, progress }),
    );
    return { commit: other.commit, lines: compareLines(lines) };
  } finally {
    await other.remove();
  }
}

type FunctionLine = MeasuredLine<FunctionBundles>;

/** What is measured, while the stubs that stand for AWS run. */
async function withLines<Result>(
  { isQuick }: AgainstOptions,
  use: (lines: readonly FunctionLine[]) => Promise<Result>,
): Promise<Result> {
  const secret = randomBytes(33).toString('base64');
  const stubs = [
    await startAwsStub('{}'),
    await startAwsStub(`{"current":"${secret}"}`),
    await startStub(),
  ] as const;
  const [sqs, secrets, processing] = stubs;
  const environment = functionEnvironment({ sqs: sqs.url, secrets: secrets.url }, secret);
  const invoke = (bundles: FunctionBundles, kilobytes: number, times: keyof typeof invocations) =>
    measure(
      {
        ...{ bundle: bundles.ingestion.entry, sampled: 1 },
        event: createWebhookEvent(kilobytes * 1024, secret),
        ...invocations[isQuick && times !== 'none' ? 'quick' : times],
      },
      environment,
    );
  const perRequest = (kilobytes: number, times: 'small' | 'large'): FunctionLine => ({
    ...{ name: `ingestion, CPU per request, ${kilobytes} KB`, unit: 'µs' },
    measure: async (bundles) =>
      (await invoke(bundles, kilobytes, times)).cpuMicrosecondsPerInvocation,
  });
  const start: FunctionLine = {
    ...{ name: 'ingestion, import and first invocation, CPU', unit: 'ms' },
    async measure(bundles) {
      const { importCpuMs, firstInvocationCpuMs } = await invoke(bundles, 8, 'none');
      return importCpuMs + firstInvocationCpuMs;
    },
  };
  try {
    return await use([
      perRequest(8, 'small'),
      perRequest(64, 'large'),
      start,
      perWebhook(processing.url, isQuick ? 20 : 300),
    ]);
  } finally {
    await Promise.all(stubs.map((stub) => stub.stop()));
  }
}

function perWebhook(url: string, batches: number): FunctionLine {
  const common = { envelope: createEnvelope(), batchSize: 10, warmUpBatches: 50, batches };
  return {
    ...{ name: 'processing, CPU per webhook, batch of 10', unit: 'µs' },
    async measure({ processing }) {
      const request = { ...common, bundle: processing.entry };
      const environment = processingEnvironment(url, true);
      const result = await runMeasured<ProcessingResult>(
        'invoke-processing.ts',
        request,
        environment,
      );
      return result.cpuMicrosecondsPerWebhook;
    },
  };
}
