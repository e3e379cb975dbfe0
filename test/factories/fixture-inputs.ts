import { join } from 'node:path';
import { readSettings } from '../../infra/read-settings.ts';
import type { Settings } from '../../infra/settings-schema.ts';
import { stages } from '../fixtures/settings.ts';

const folder = join(import.meta.dirname, '../fixtures');

export const fixtureConfigFile = join(folder, 'default.config.ts');
export const fixtureSettingsFile = join(folder, 'settings.ts');

interface Inputs {
  readonly configFile?: string;
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * What a test synthesizes or starts: never the files that a user edits, `spillway.config.ts` and
 * `infra/settings.ts`, else the product's tests would fail on what they write there.
 */
export function fixtureInputs<Options extends Inputs>(options: Options) {
  const { configFile = fixtureConfigFile, context } = options;
  return { ...options, configFile, context: { settings: fixtureSettingsFile, ...context } };
}

/** The same, as arguments: the settings for `cdk` and `npm start --`, and both files for the latter. */
const settings = ['-c', `settings=${fixtureSettingsFile}`] as const;
export const fixtureArguments = {
  settings,
  npmStart: ['--config', fixtureConfigFile, ...settings],
} as const;

/** @param overrides as `-c <name>=<value>` */
export function fixtureSettings(
  stage: string,
  overrides: Readonly<Record<string, string>> = {},
): Settings {
  return readSettings({ stages, file: 'infra/settings.ts' }, stage, overrides);
}
