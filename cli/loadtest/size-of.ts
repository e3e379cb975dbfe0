import { readPhases, type Size, sustainedPhaseOf } from '../../loadtest/plan/phases.ts';
import { quickSizes, type ScenarioName, scenarioFile } from '../../loadtest/plan/scenario-files.ts';

export interface SizeFlags {
  readonly quick?: boolean;
  readonly rate?: number;
  readonly atMost?: number;
  readonly seconds?: number;
}

/** How high and how long a scenario is run; what is not said stays as its file has it. */
export function sizeOf(
  name: ScenarioName,
  { quick, rate, atMost = Number.POSITIVE_INFINITY, seconds }: SizeFlags,
): Size {
  const usual: Size = quick ? quickSizes[name] : {};
  const asked = rate ?? usual.rate;
  const highest = Math.min(asked ?? rateOf(name), atMost);
  return {
    ...usual,
    ...(asked === undefined && highest < atMost ? {} : { rate: highest }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

const rateOf = (name: ScenarioName) =>
  sustainedPhaseOf(readPhases(scenarioFile(name)))?.rampTo ?? 0;
