import { relative, resolve } from 'node:path';
import type { z } from 'zod';
import { checkConcurrency } from './concurrency-rules.ts';
import { checkDelivery } from './delivery-rules.ts';
import { InputError } from './input-error.ts';
import { loadModule } from './load-module.ts';
import { describeSettingIssues } from './setting-issues.ts';
import { type Settings, settingsSchema } from './settings-schema.ts';

export const defaultStage = 'dev';

/** The rows of stages, and the file that they came from, as messages name it. */
export interface LoadedStages {
  readonly stages: Readonly<Record<string, unknown>>;
  readonly file: string;
}

const root = resolve(import.meta.dirname, '..');

/**
 * @param path a file that exports `stages`, as `infra/settings.ts` does
 * @throws InputError for a file that doesn't
 */
export async function loadStages(path: string): Promise<LoadedStages> {
  const absolute = resolve(path);
  const file = absolute.startsWith(root) ? relative(root, absolute) : path;
  const { stages } = await loadModule(absolute, file);
  if (typeof stages !== 'object' || stages === null) {
    throw new InputError(`${file} has no \`export const stages = { dev: { … } }\`.`);
  }
  return { stages: { ...stages }, file };
}

/**
 * The settings of a stage.
 *
 * @param overrides context, given as `-c <name>=<value>`: texts. Names that are not settings are ignored here;
 *   `refuseUnknownContext` checks them.
 * @throws InputError that names each wrong setting and what it may be.
 */
export function readSettings(
  { stages, file }: LoadedStages,
  stage: string,
  overrides: Readonly<Record<string, unknown>> = {},
): Settings {
  if (!Object.hasOwn(stages, stage)) {
    const names = Object.keys(stages).join(', ');
    throw new InputError(`-c stage=${stage}: no such stage. ${file} has: ${names}.`);
  }
  refuseName(stage, file);
  const chosen = Object.fromEntries(
    settingNames
      .filter((name) => overrides[name] !== undefined)
      .map((name) => [name, overrides[name]]),
  );
  const parsed = settingsSchema
    .superRefine(checkRetention)
    .superRefine(checkSlack)
    .superRefine(checkDelivery)
    .superRefine(checkConcurrency)
    .safeParse({ ...Object(stages[stage]), ...chosen });
  if (parsed.success) return Object.freeze({ stage, ...parsed.data, ...links(parsed.data) });
  const row = { place: `${file}: stages.${stage}`, values: Object(stages[stage]) };
  throw new InputError(describeSettingIssues(parsed.error.issues, row, chosen));
}

// SQS, Lambda, S3 and Cognito take less and less of the characters and of the length: with account and Region the
// bucket's name must fit into 63 characters.
const stageName = /^[a-z][a-z0-9-]{0,19}$/;

function refuseName(stage: string, file: string): void {
  if (!stageName.test(stage)) {
    throw new InputError(
      `${file}: stages.${stage}: a stage's name is 1 to 20 lower-case letters, digits and dashes, first a letter.`,
    );
  }
  if (stage === 'local') {
    throw new InputError(
      `${file}: stages.local: \`--stage local\` is the running \`npm start\`; choose another name.`,
    );
  }
}

const settingNames = Object.keys(settingsSchema.shape);

/**
 * Refuses a misspelt setting such as `-c maxConcurency=5`, which CDK would ignore. CDK's own context names contain
 * a colon, a slash or a dash.
 */
export function refuseUnknownContext(context: Readonly<Record<string, unknown>>): void {
  const known = ['stage', 'config', 'settings', ...settingNames];
  const unknown = Object.keys(context).filter(
    (name) => /^[a-z][a-zA-Z0-9]*$/.test(name) && !known.includes(name),
  );
  if (unknown.length > 0) {
    throw new InputError(`-c ${unknown[0]}: no such setting. Known: ${known.join(', ')}.`);
  }
}

type Parsed = z.output<typeof settingsSchema>;

function checkRetention(
  { intakeRetentionDays, deadLetterRetentionDays }: Parsed,
  context: z.RefinementCtx,
) {
  if (deadLetterRetentionDays > intakeRetentionDays) return;
  const message = `must be more than intakeRetentionDays, which is ${intakeRetentionDays}`;
  context.addIssue({ code: 'custom', path: ['deadLetterRetentionDays'], message });
}

function checkSlack({ slackWorkspaceId, slackChannelId }: Parsed, context: z.RefinementCtx) {
  if ((slackWorkspaceId === '') === (slackChannelId === '')) return;
  const [given, other] =
    slackChannelId === ''
      ? ['slackWorkspaceId', 'slackChannelId']
      : ['slackChannelId', 'slackWorkspaceId'];
  context.addIssue({ code: 'custom', path: [given], message: `needs ${other} as well` });
}

function links({ repository, runbookBaseUrl }: Parsed) {
  const base = runbookBaseUrl || `https://github.com/${repository}/blob/main/runbooks`;
  return { runbookBaseUrl: base.replace(/\/$/, '') };
}
