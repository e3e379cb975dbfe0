import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { DescribedSource } from '../plan/describe-sources.ts';
import { scenarioFile, scenarioNames } from '../plan/scenario-files.ts';

const root = join(import.meta.dirname, '../..');

// Some packages are CommonJS and require Node's own modules. An ES module needs this line to do that.
const requireBanner =
  "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);";

/**
 * Writes a folder with all that Artillery needs on another machine: the scenarios, their processor in one file, and
 * loadtest/package.json. Artillery uploads the files that the processor imports, and installs the package.json of the
 * folder that holds all of them: of this checkout that is the root's, with 1.3 GB.
 *
 * @param sources who sends to the stage; a worker has no configuration
 */
export async function buildWorker(
  folder: string,
  sources: Readonly<Record<string, DescribedSource>>,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of scenarioNames) copyFileSync(scenarioFile(name), join(folder, `${name}.yml`));
  await build({
    absWorkingDir: root,
    entryPoints: ['loadtest/processor.mjs'],
    outfile: join(folder, 'processor.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: requireBanner },
    plugins: [withoutConfiguration(sources)],
    logLevel: 'error',
  });
  copyFileSync(join(root, 'loadtest/package.json'), join(folder, 'package.json'));
}

/** The configuration may import whatever its author likes, and its loader takes the CDK along. */
function withoutConfiguration(sources: Readonly<Record<string, DescribedSource>>): Plugin {
  const replaced = {
    'loadtest/plan/describe-sources.ts': `export const describeSources = async () => (${JSON.stringify(sources)});`,
    'infra/configuration.ts':
      "export const loadConfiguration = async () => { throw new Error('A worker has no configuration'); };",
  };
  return {
    name: 'without-configuration',
    setup({ onLoad }) {
      for (const [file, contents] of Object.entries(replaced)) {
        const filter = new RegExp(
          `[/\\\\]${file.replaceAll('/', '[/\\\\]').replaceAll('.', '\\.')}$`,
        );
        onLoad({ filter }, () => ({ contents, loader: 'js' }));
      }
    },
  };
}
