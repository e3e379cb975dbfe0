import type { StageSettings } from '../infra/settings-schema.ts';

/** The demo's stage: every setting as it is by default, whatever `infra/settings.ts` has. */
export const stages = {
  dev: { repository: 'your-organization/spillway' },
} satisfies Record<string, StageSettings>;
