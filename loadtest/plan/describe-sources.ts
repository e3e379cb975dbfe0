import { join } from 'node:path';
import type { StackDescription } from '../../client/stack-file.ts';
import { createReadRoutes } from '../../client/stage/configuration.ts';

/** Who sends to a source, without any secret. */
export type DescribedSource = Omit<StackDescription['sources'][string], 'secret' | 'privateKey'>;

const root = join(import.meta.dirname, '../..');

/**
 * The sources of `spillway.config.ts`. A worker on Lambda has no configuration: there, this file is replaced by what it
 * gave here.
 *
 * @throws CommandError for a configuration that can't be loaded, saying what to mend
 */
export async function describeSources(): Promise<Readonly<Record<string, DescribedSource>>> {
  const { sources } = await createReadRoutes(root, undefined)();
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [
      name,
      {
        sender: source.sender,
        ...('publicUrl' in source && source.publicUrl ? { publicUrl: source.publicUrl } : {}),
        ...(source.sender === 'custom' ? { custom: source.custom } : {}),
      },
    ]),
  );
}
