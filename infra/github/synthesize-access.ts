import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { z } from 'zod';
import { featureFlags } from '../feature-flags.ts';
import { requireNoFindings } from '../findings.ts';
import { InputError } from '../input-error.ts';
import { GitHubAccessStack } from './github-access-stack.ts';

export interface SynthesizeAccessOptions {
  /**
   * As `-c name=value`: `repository` (`owner/name`); `providerExists=true` if the account has the provider;
   * `environments` that deploy to this account (default `dev,prod`).
   */
  readonly context?: Readonly<Record<string, string>>;
  readonly outdir?: string;
}

const contextSchema = z.object({
  repository: z.string('is missing').regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  providerExists: z.stringbool('must be true or false').default(false),
  environments: z
    .string()
    .regex(/^[a-z0-9-]+(,[a-z0-9-]+)*$/, 'must be names of environments, with commas between them')
    .default('dev,prod'),
});

/** @throws InputError that names the context value to fix. */
export function synthesizeGitHubAccess(options: SynthesizeAccessOptions = {}): CloudAssembly {
  const app = new App({
    context: featureFlags,
    analyticsReporting: false,
    ...(options.outdir && { outdir: options.outdir }),
    ...(options.context && { postCliContext: options.context }),
  });
  const parsed = contextSchema.safeParse(app.node.getAllContext());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(`-c ${issue?.path.join('.')} ${issue?.message}.`);
  }
  const { repository, providerExists } = parsed.data;
  const environments = parsed.data.environments.split(',');
  new GitHubAccessStack(app, 'SpillwayGitHubAccess', { repository, environments, providerExists });
  const assembly = app.synth();
  requireNoFindings(app);
  return assembly;
}
