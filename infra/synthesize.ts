import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { describeAlarmPrice } from './alarm-price.ts';
import { bundleFunctions } from './bundle.ts';
import { checkArchiveTimes, checkDeliveryTimes } from './check-delivery-times.ts';
import { checkOwnQueues } from './check-own-queues.ts';
import { checkReplayWindows } from './check-replay-windows.ts';
import { loadConfiguration } from './configuration.ts';
import { configurationWarnings } from './configuration-warnings.ts';
import { featureFlags } from './feature-flags.ts';
import { requireNoFindings } from './findings.ts';
import { defaultStage, loadStages, readSettings, refuseUnknownContext } from './read-settings.ts';
import { settingsWarnings } from './settings-warnings.ts';
import { SpillwayStack } from './spillway-stack.ts';
import { requireDeployable } from './stack-limits.ts';

export interface SynthesizeOptions {
  /** A row of `settings.ts`. Default: context `stage`, or `dev`. */
  readonly stage?: string;
  /** Default: context `config`, or this project's `spillway.config.ts`. */
  readonly configFile?: string;
  /**
   * As `cdk -c name=value`: settings of the stage to override. `settings` names a file with other rows than
   * `infra/settings.ts`.
   */
  readonly context?: Readonly<Record<string, string>>;
  /** Called for what is most likely a mistake, and no reason to refuse it. */
  readonly onWarning?: (line: string) => void;
  /** Called with what is worth knowing about the stage, such as what its alarms cost. */
  readonly onNote?: (line: string) => void;
  /** Where the assembly goes. Default: where the CDK CLI wants it, or a new temporary directory. */
  readonly outdir?: string;
  /**
   * Whether CDK holds the template against CloudFormation's rules, which takes three times as long as everything else.
   * Default: yes. What is not for AWS goes without.
   */
  readonly isValidated?: boolean;
  /** Writes the functions' code. Default: esbuild does. */
  readonly bundle?: typeof bundleFunctions;
}

const defaultConfigFile = join(import.meta.dirname, '../spillway.config.ts');
const defaultSettingsFile = join(import.meta.dirname, 'settings.ts');

/**
 * Makes the CloudFormation template and the functions' code. It needs no credentials, no network and no Docker. The
 * functions' bundles and esbuild's metafiles are in `<outdir>/bundles`.
 *
 * @throws InputError that says what to fix: in the configuration file, in a setting, or in a construct that
 *   cdk-nag's AwsSolutions rules object to.
 */
export async function synthesize(options: SynthesizeOptions = {}): Promise<CloudAssembly> {
  const app = new App({
    // 0 turns CDK's own check off, because `requireDeployable` says what to do.
    context: { ...featureFlags, '@aws-cdk/core:stackResourceLimit': 0 },
    analyticsReporting: false,
    builtinCloudFormationValidation: options.isValidated ?? true,
    ...(options.outdir && { outdir: options.outdir }),
    ...(options.context && { postCliContext: options.context }),
  });
  const context: Readonly<Record<string, string>> = app.node.getAllContext();
  refuseUnknownContext(context);
  const loadedStages = await loadStages(context.settings ?? defaultSettingsFile);
  const settings = readSettings(
    loadedStages,
    options.stage ?? context.stage ?? defaultStage,
    context,
  );
  const loaded = await loadConfiguration(options.configFile ?? context.config ?? defaultConfigFile);
  checkDeliveryTimes(loaded.config, settings);
  checkArchiveTimes(loaded.config, settings);
  checkReplayWindows(loaded.config, settings);
  checkOwnQueues(loaded.config, settings);
  const warnings = [...configurationWarnings(loaded.config), ...settingsWarnings(settings)];
  for (const warning of warnings) options.onWarning?.(warning);
  const bundle = options.bundle ?? bundleFunctions;
  const bundles = await bundle(loaded, join(app.outdir, 'bundles'));
  const stack = new SpillwayStack(app, { settings, config: loaded.config, bundles });
  const assembly = app.synth();
  const { template } = assembly.getStackArtifact(stack.artifactId);
  requireDeployable({ template }, loaded.config);
  requireNoFindings(app);
  options.onNote?.(describeAlarmPrice(settings.stage, template));
  return assembly;
}
