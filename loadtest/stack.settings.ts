import type { StageSettings } from '../infra/settings-schema.ts';

/** The stage of a load test: every setting as it is by default, whatever `infra/settings.ts` has. */
export const stages = {
  dev: { repository: 'your-organization/spillway' },
} satisfies Record<string, StageSettings>;
