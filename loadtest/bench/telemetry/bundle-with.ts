import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleEntry } from '../../../infra/bundle.ts';

export type Telemetry = 'ours' | 'plain' | 'silent';

const root = join(import.meta.dirname, '../../..');
const config = join(import.meta.dirname, '../bench.config.ts');
const sources = { github: { sender: 'github' } };

/** Bundles a function as it is deployed, but with this telemetry. @returns the file to import */
export async function bundleWith(
  telemetry: Telemetry,
  name: 'ingestion' | 'processing',
  directory: string,
): Promise<string> {
  const outdir = join(directory, `${name}-${telemetry}`);
  await bundleEntry(join(root, 'service', name, 'handler.ts'), outdir, {
    define: { SPILLWAY_SOURCES: JSON.stringify(sources), SPILLWAY_HAS_EVENTS: 'false' },
    plugins: telemetry === 'ours' ? [withConfig] : [withConfig, replaceTelemetry(telemetry)],
  });
  return join(outdir, 'index.mjs');
}

const withConfig: Plugin = {
  name: 'config',
  setup(build) {
    build.onResolve({ filter: /^#config$/ }, () => ({ path: config }));
  },
};

function replaceTelemetry(telemetry: Telemetry): Plugin {
  return {
    name: 'telemetry',
    setup(build) {
      build.onLoad({ filter: /service\/telemetry\/with-telemetry\.ts$/ }, async () => ({
        contents: await readFile(join(import.meta.dirname, `${telemetry}-telemetry.ts`), 'utf8'),
        loader: 'ts',
        resolveDir: import.meta.dirname,
      }));
    },
  };
}
