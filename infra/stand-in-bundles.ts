import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reconciledSources } from '../service/webhook/reconciled-sources.ts';
import type { bundleFunctions } from './bundle.ts';

/** Folders where the functions' code would be, for a template that nobody runs. */
export const writeStandIns: typeof bundleFunctions = async ({ config }, directory) => {
  const write = async (name: string) => {
    const outdir = join(directory, name);
    await mkdir(outdir, { recursive: true });
    await writeFile(join(outdir, 'index.mjs'), `// ${name}\n`);
    return outdir;
  };
  return {
    ingestion: await write('ingestion'),
    processing: await write('processing'),
    audit: await write('audit'),
    reconciliation:
      Object.keys(reconciledSources(config)).length === 0
        ? undefined
        : await write('reconciliation'),
  };
};
