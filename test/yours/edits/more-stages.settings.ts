import type { StageSettings } from '../../../infra/settings-schema.ts';

const all = {
  repository: 'acme/intake',
  batchSize: 5,
  processingTimeoutSeconds: 60,
  throttleRatePerSecond: 50,
  throttleBurst: 50,
} satisfies StageSettings;

export const stages = {
  staging: all,
  live: { ...all, keepData: true, maxConcurrency: 50, alarmEmail: 'on-call@example.com' },
} satisfies Record<string, StageSettings>;
