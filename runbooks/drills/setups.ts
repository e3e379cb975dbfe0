import { join } from 'node:path';
import type { Setup } from './drill.ts';

export const configFile = (name: string) =>
  join(import.meta.dirname, 'configs', `${name}.config.ts`);

const common = { configFile: configFile('one-source') } as const;

/** One source, one destination, and what fails comes back after seconds of the machine. */
export const plain: Setup = { ...common, name: 'plain' };

/** Its time is that of the commands that somebody types, but for what is jumped. */
export const almostReal: Setup = { ...common, name: 'almost real', clockFactor: 2 };

/** There is traffic in each of its minutes, which last six seconds of the machine. */
export const busy: Setup = { ...common, name: 'busy', clockFactor: 10 };

/** Requests that take long keep an environment each, and twenty have to end in a minute. */
export const manyFunctions: Setup = {
  ...common,
  name: 'many functions',
  clockFactor: 5,
  limits: { maxEnvironments: 12 },
};

/** What hangs is ended within a minute: functions' timeouts are seconds of the machine. */
export const shortTimeout: Setup = {
  ...common,
  name: 'short timeout',
  clockFactor: 10,
  context: { processingTimeoutSeconds: '5' },
  limits: { maxPollers: 4 },
};

/** What a destination does not take is tried again within two seconds of the machine, and it is never left alone. */
export const quickRetries: Setup = {
  ...common,
  name: 'quick retries',
  clockFactor: 10,
  context: { circuitFailures: '0', retryBaseSeconds: '1', retryCapSeconds: '2' },
};

/** What fails twice is a dead letter. */
export const fewAttempts: Setup = {
  ...common,
  name: 'few attempts',
  clockFactor: 10,
  context: { ...quickRetries.context, destinationAttempts: '2' },
};

/** A destination is left alone after three failures. */
export const quickRest: Setup = {
  ...common,
  name: 'quick rest',
  context: { circuitFailures: '3' },
};

/** One function processes, so that a slow destination holds up all. */
export const oneFunction: Setup = {
  ...common,
  name: 'one function',
  clockFactor: 10,
  limits: { maxPollers: 1 },
};

/** A dead letter may be 48 hours old. */
export const shortRetention: Setup = {
  ...common,
  name: 'short retention',
  context: { intakeRetentionDays: '1', deadLetterRetentionDays: '2' },
};
