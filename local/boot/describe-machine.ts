import {
  describeLimits,
  limitsOfThisMachine,
  type MachineLimits,
  type MachineSettings,
} from '../aws/lambda/machine-settings.ts';
import type { Faults } from '../faults/faults.ts';
import { createFunctionFaults } from '../faults/function-faults.ts';

interface MachineParts {
  readonly faults: Faults;
  readonly log: (line: string) => void;
}

/**
 * This machine's settings for the template's functions. Says how much runs at once.
 *
 * @param awsEnvironment read whenever an environment starts: a deployment may add to it
 */
export function describeMachine(
  chosen: Partial<MachineLimits> | undefined,
  awsEnvironment: Readonly<Record<string, string>>,
  { faults, log }: MachineParts,
): MachineSettings {
  const limits = { ...limitsOfThisMachine(), ...chosen };
  log(describeLimits(limits));
  return {
    ...limits,
    log,
    awsEnvironment,
    idleExpiryMs: 300_000,
    faults: createFunctionFaults(faults.current),
  };
}
