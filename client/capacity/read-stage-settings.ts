import { join } from 'node:path';
import { InputError } from '../../infra/input-error.ts';
import {
  defaultStage,
  loadStages,
  readSettings,
  refuseUnknownContext,
} from '../../infra/read-settings.ts';
import type { Settings } from '../../infra/settings-schema.ts';
import { wrongUsage } from '../command-error.ts';
import { embeddedStage } from '../stage/embedded-stage.ts';

interface Chosen {
  /** The directory that holds `infra/settings.ts`. */
  readonly root: string;
  /** `local` is what `npm start` runs unless told otherwise. */
  readonly stage: string;
  /** As `npx cdk deploy -c` takes them; `settings` is another file. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * The settings of a stage as they are written in this checkout. Nothing is asked of AWS.
 *
 * @throws CommandError that names the stage or each setting that is wrong
 */
export async function readStageSettings({ root, stage, context }: Chosen): Promise<Settings> {
  const name = stage === embeddedStage ? defaultStage : stage;
  try {
    refuseUnknownContext(context);
    const loaded = await loadStages(context.settings ?? join(root, 'infra/settings.ts'));
    return readSettings(loaded, name, context);
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw wrongUsage(cause.message.replace('-c stage=', '--stage '));
  }
}
