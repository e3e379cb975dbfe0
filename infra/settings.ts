import type { StageSettings } from './settings-schema.ts';

/** Alarms link to the runbooks of this repository on GitHub. */
const repository = 'your-organization/spillway';

/**
 * A stage is a row, and a row says what is not as it is by default: `settings-schema.ts` has every setting, what it
 * does, its bounds and its default. Any value can be overridden for one synthesis with `-c <name>=<value>`.
 */
export const stages = {
  dev: { repository, ticketAlarms: false },
  prod: {
    repository,
    keepData: true,
    logRetentionDays: 90,
    systemLogLevel: 'WARN',
    tracedPerSecond: 0,
    tracedPercent: 0.5,
    throttleRatePerSecond: 5_000,
    throttleBurst: 5_000,
    // 1,000 a second from one address, kept up for 5 minutes: far above a sender's burst, far below a flood.
    addressLimitPer5Minutes: 300_000,
    ingestionMemoryMb: 1_024,
    processingMemoryMb: 1_024,
    // Batches of 4 at 10 a second: docs/decisions/batches-of-two-seconds.md
    batchWindowSeconds: 2,
    maxConcurrency: 100,
  },
} satisfies Record<string, StageSettings>;
