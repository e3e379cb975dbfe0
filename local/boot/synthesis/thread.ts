import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { loadConfiguration } from '../../../infra/configuration.ts';
import { configurationWarnings } from '../../../infra/configuration-warnings.ts';
import { synthesize } from '../../../infra/synthesize.ts';
import type { SynthesisData, SynthesisResult } from './start-synthesis.ts';

/** CDK takes seconds of CPU and hundreds of megabytes: in a thread of its own, which ends when it is done. */
async function run({ configFile, context, outdir }: SynthesisData): Promise<SynthesisResult> {
  try {
    const assembly = await synthesize({
      context,
      outdir,
      isValidated: false,
      ...(configFile === undefined ? {} : { configFile }),
    });
    const { stackName = '' } =
      assembly.stacks.find((stack) => stack.stackName.startsWith('Spillway-')) ?? {};
    const { config } = await loadConfiguration(
      configFile ?? context.config ?? join(import.meta.dirname, '../../../spillway.config.ts'),
    );
    return {
      ok: true,
      stackName,
      sources: config.sources,
      warnings: configurationWarnings(config),
      destinations: JSON.parse(JSON.stringify(config.destinations)),
      routing: { routes: textOf(config.routes), events: textOf(config.events) },
    };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value, (_, part) =>
    typeof part === 'function' ? String(part) : part,
  );
  return text ?? '';
}

parentPort?.postMessage(await run(workerData));
