import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../infra/input-error.ts';
import { loadStages } from '../../infra/read-settings.ts';
import { writeStandIns } from '../../infra/stand-in-bundles.ts';
import { synthesize } from '../../infra/synthesize.ts';
import { wrongUsage } from '../command-error.ts';
import { type ReadableResource, readableResources } from '../stage/readable-template.ts';

export interface ProjectStage {
  readonly name: string;
  readonly resources: readonly ReadableResource[];
}

interface Project {
  /** The directory that holds `infra/settings.ts` and `spillway.config.ts`. */
  readonly root: string;
  /** Another configuration than the project's own. */
  readonly configFile?: string | undefined;
  /** As `npx cdk deploy -c` takes them; `settings` is another file. */
  readonly context: Readonly<Record<string, string>>;
  readonly onStage?: (name: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Each stage of the project as its template would be deployed, without the functions' code. Takes a second or two for each.
 *
 * @throws CommandError that says what is wrong in the settings or the configuration
 */
export async function readProjectStages(project: Project): Promise<readonly ProjectStage[]> {
  const { root, configFile, context, onStage, signal } = project;
  try {
    const { stages: rows } = await loadStages(context.settings ?? join(root, 'infra/settings.ts'));
    const stages: ProjectStage[] = [];
    for (const name of Object.keys(rows)) {
      signal?.throwIfAborted();
      onStage?.(name);
      const options = configFile === undefined ? {} : { configFile };
      stages.push({ name, resources: await readStage({ ...options, stage: name, context }) });
    }
    return stages;
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw wrongUsage(cause.message);
  }
}

async function readStage(
  options: Parameters<typeof synthesize>[0],
): Promise<readonly ReadableResource[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'spillway-cost-'));
  try {
    const assembly = await synthesize({
      ...options,
      ...{ outdir, isValidated: false, bundle: writeStandIns },
    });
    return assembly.stacks.flatMap(({ template }) => readableResources(template));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
