import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { cadencesOf } from '../service/webhook/cadences-of.ts';
import { reconciledSources } from '../service/webhook/reconciled-sources.ts';
import type { LoadedConfiguration } from './configuration.ts';
import { leaveOutXRayParts } from './leave-out-x-ray-parts.ts';

/** Directories, each with an `index.mjs`, that become the functions' code. */
export interface Bundles {
  readonly ingestion: string;
  readonly processing: string;
  readonly audit: string;
  /** Only where a source names its sender's log. */
  readonly reconciliation: string | undefined;
}

const root = join(import.meta.dirname, '..');

// The X-Ray SDK is CommonJS and requires Node's own modules. An ES module needs this line to do that.
const requireBanner =
  "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);";

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  // Prefer a package's ES module build: it is smaller once unused code is removed.
  mainFields: ['module', 'main'],
  // Modules that are replaced for Lambda. Each replacement says why.
  alias: {
    'cls-hooked/context': join(root, 'service/telemetry/xray/cls-context.ts'),
    '@aws-sdk/credential-provider-node': join(root, 'service/aws/lambda-credentials.ts'),
    'node:http': join(root, 'service/aws/node-http.cjs'),
  },
  plugins: [leaveOutXRayParts],
  legalComments: 'none',
  banner: { js: requireBanner },
  logLevel: 'silent',
} as const satisfies BuildOptions;

/**
 * Bundles the functions below `directory`, each with `<name>.meta.json` (esbuild's metafile) beside it. The
 * configuration becomes part of the code. Ingestion gets the sources as a constant, so that nothing has to parse
 * them. Processing imports the file itself, which may contain functions.
 */
export async function bundleFunctions(
  { config, file }: LoadedConfiguration,
  directory: string,
): Promise<Bundles> {
  const reconciled = reconciledSources(config);
  const [ingestion, processing, audit, reconciliation] = await Promise.all([
    bundle('ingestion', directory, {
      define: {
        SPILLWAY_SOURCES: JSON.stringify(config.sources),
        SPILLWAY_HAS_EVENTS: String(config.events !== undefined),
      },
    }),
    bundle('processing', directory, { alias: { ...shared.alias, '#config': file } }),
    bundle('audit', directory, {
      define: { SPILLWAY_CADENCES: JSON.stringify(cadencesOf(config)) },
    }),
    Object.keys(reconciled).length === 0
      ? undefined
      : bundle('reconciliation', directory, {
          define: { SPILLWAY_RECONCILED_SOURCES: JSON.stringify(reconciled) },
        }),
  ]);
  return { ingestion, processing, audit, reconciliation };
}

async function bundle(
  name: string,
  directory: string,
  options: Pick<BuildOptions, 'alias' | 'define'>,
): Promise<string> {
  const outdir = join(directory, name);
  const metafile = await bundleEntry(join(root, 'service', name, 'handler.ts'), outdir, options);
  await writeFile(join(directory, `${name}.meta.json`), JSON.stringify(metafile));
  return outdir;
}

/** Bundles one entry file to `index.mjs` in `outdir`. */
export async function bundleEntry(
  entryFile: string,
  outdir: string,
  options: Pick<BuildOptions, 'alias' | 'define' | 'plugins'> = {},
): Promise<Metafile> {
  const { metafile } = await build({
    ...shared,
    ...options,
    plugins: [...shared.plugins, ...(options.plugins ?? [])],
    metafile: true,
    entryPoints: { index: entryFile },
    outdir,
    outExtension: { '.js': '.mjs' },
    // Code that is imported only when needed goes into separate files, which a cold start does not read.
    splitting: true,
  });
  return metafile;
}
