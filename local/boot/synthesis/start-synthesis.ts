import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { SpillwayConfig } from '../../../service/webhook/configuration.ts';
import type { DestinationConfig } from '../../../service/webhook/destination-config.ts';
import { createSynthesisCache } from './synthesis-cache.ts';
import { type SynthesisInputs, synthesisKey } from './synthesis-key.ts';

const bundlerGraceMs = 200;

export interface SynthesisData extends SynthesisInputs {
  readonly outdir: string;
}

export interface Synthesized {
  readonly stackName: string;
  readonly sources: SpillwayConfig['sources'];
  /** What of the configuration is most likely a mistake. */
  readonly warnings: readonly string[];
  /** Without their functions, which can't leave the thread. */
  readonly destinations: Readonly<Record<string, DestinationConfig>>;
  /** Routes and events as text: only good for telling whether they are the same. */
  readonly routing: { readonly routes: string; readonly events: string };
  /** The hash of what it was made of, where that can be known. */
  readonly key?: string;
}

export type SynthesisResult =
  | ({ readonly ok: true } & Synthesized)
  | { readonly ok: false; readonly message: string };

/** The configuration or a setting is wrong; the message says what to mend. */
export class SynthesisError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SynthesisError';
  }
}

/** What a synthesis read was edited before it was done: the result is of neither. */
class EditedMeanwhileError extends Error {
  override readonly name = 'EditedMeanwhileError';
}

const cache = createSynthesisCache(join(import.meta.dirname, '../../../.spillway/synthesis'));
const synthesizedFile = 'synthesized.json';

/**
 * Synthesizes the CDK app into `outdir`, or copies there what the same inputs gave before. Rejects when the signal
 * ends it.
 */
export async function startSynthesis(
  data: SynthesisData,
  signal: AbortSignal,
): Promise<Synthesized> {
  for (;;) {
    try {
      return await synthesizeOnce(data, signal);
    } catch (error) {
      if (!(error instanceof EditedMeanwhileError)) throw error;
    }
  }
}

async function synthesizeOnce(data: SynthesisData, signal: AbortSignal): Promise<Synthesized> {
  const key = await synthesisKey(data);
  if (key === undefined) return await runSynthesis(data, signal);
  await cache.fill(
    key,
    data.outdir,
    async (outdir) => {
      const synthesized = await runSynthesis({ ...data, outdir }, signal);
      if ((await synthesisKey(data)) !== key) throw new EditedMeanwhileError();
      await writeFile(join(outdir, synthesizedFile), JSON.stringify(synthesized));
      // Each function's code lies in its asset folder as well.
      await rm(join(outdir, 'bundles'), { recursive: true, force: true });
    },
    signal,
  );
  return { ...JSON.parse(await readFile(join(data.outdir, synthesizedFile), 'utf8')), key };
}

async function runSynthesis(workerData: SynthesisData, signal: AbortSignal): Promise<Synthesized> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    name: 'synthesis',
    workerData,
    execArgv: [],
  });
  try {
    const [result]: SynthesisResult[] = await once(worker, 'message', { signal });
    if (result?.ok !== true) throw new SynthesisError(result?.message ?? 'no result');
    return result;
  } finally {
    await worker.terminate();
    // The bundler is a process of its own: let it notice before its folder is removed.
    if (signal.aborted) await delay(bundlerGraceMs);
  }
}
