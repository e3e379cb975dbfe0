import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleEntry, bundleFunctions } from '../../infra/bundle.ts';
import { loadConfiguration } from '../../infra/configuration.ts';
import { senders } from '../../service/webhook/senders.ts';

/** One bundle to measure. */
export interface Bundle {
  /** The file that a function would import. */
  readonly entry: string;
  /** Bytes that a cold start loads: the entry and its static imports. */
  readonly loadedBytes: number;
  /** Bytes of all files. */
  readonly bytes: number;
  /** The loaded packages, the largest first. */
  readonly contents: readonly { readonly name: string; readonly bytes: number }[];
}

export interface BenchBundles {
  /** The smallest handler, bundled as `aws-lambda-nodejs` would: one minified ES module. */
  readonly floor: Bundle;
  /** The same handler, bundled like ours. */
  readonly floorOurWay: Bundle;
  readonly ingestion: Bundle;
  /** Ingestion with one source for every sender. */
  readonly ingestionAllSenders: Bundle;
  readonly processing: Bundle;
}

const root = join(import.meta.dirname, '../..');
const floorFile = join(import.meta.dirname, 'floor/ingestion.ts');

export async function createBundles(directory: string): Promise<BenchBundles> {
  const loaded = await loadConfiguration(join(import.meta.dirname, 'bench.config.ts'));
  const names = Object.keys(senders) as (keyof typeof senders)[];
  const sources = {
    github: { sender: 'github' },
    ...Object.fromEntries(
      names.map((sender) => [sender, { sender, publicUrl: 'https://example.com/webhooks' }]),
    ),
  } as const;
  const all = { ...loaded, config: { ...loaded.config, sources } };
  const [ours, oursAll] = [join(directory, 'ours'), join(directory, 'all-senders')];
  await Promise.all([bundleFunctions(loaded, ours), bundleFunctions(all, oursAll)]);
  return {
    floor: await bundlePlainly(floorFile, join(directory, 'floor')),
    floorOurWay: await bundleOurWay(floorFile, join(directory, 'floor-our-way')),
    ingestion: await describeFunction(ours, 'ingestion'),
    ingestionAllSenders: await describeFunction(oursAll, 'ingestion'),
    processing: await describeFunction(ours, 'processing'),
  };
}

async function bundlePlainly(entryFile: string, outdir: string): Promise<Bundle> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entryFile],
    outfile: join(outdir, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  return describe(outdir, metafile);
}

async function bundleOurWay(entryFile: string, outdir: string): Promise<Bundle> {
  return describe(outdir, await bundleEntry(entryFile, outdir));
}

async function describeFunction(directory: string, name: string): Promise<Bundle> {
  const metafile = await readFile(join(directory, `${name}.meta.json`), 'utf8');
  return describe(join(directory, name), JSON.parse(metafile) as Metafile); // esbuild's own
}

function describe(outdir: string, { outputs }: Metafile): Bundle {
  const entry = join(outdir, 'index.mjs');
  const files = Object.keys(outputs);
  const entryOutput = files.find((file) => join(root, file) === entry) ?? '';
  const loaded = importedAtOnce(outputs, entryOutput);
  const contents = new Map<string, number>();
  for (const file of loaded) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
      const name = packageOf(input);
      contents.set(name, (contents.get(name) ?? 0) + bytesInOutput);
    }
  }
  return {
    entry,
    loadedBytes: sum(loaded.map((file) => outputs[file]?.bytes ?? 0)),
    bytes: sum(files.map((file) => outputs[file]?.bytes ?? 0)),
    contents: [...contents]
      .map(([name, bytes]) => ({ name, bytes }))
      .sort((a, b) => b.bytes - a.bytes),
  };
}

/** An output file, and the files that it imports statically. */
function importedAtOnce(outputs: Metafile['outputs'], entry: string): readonly string[] {
  const found = new Set([entry]);
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) found.add(path);
    }
  }
  return [...found];
}

function packageOf(input: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(input)?.[1] ?? 'ours';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
