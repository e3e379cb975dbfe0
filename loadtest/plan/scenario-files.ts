import { join } from 'node:path';
import type { Size } from './phases.ts';

/** In the order in which all of them are run. */
export const scenarioNames = [
  'smoke',
  'steady',
  'spike',
  'hostile',
  'duplicates',
  'poison',
  'large',
  'stress',
  'breakpoint',
  'soak',
] as const;

export type ScenarioName = (typeof scenarioNames)[number];

export const scenarioFile = (name: ScenarioName) => join(import.meta.dirname, '..', `${name}.yml`);

/** Short enough for all of them in 8 minutes on two cores, and no higher than an embedded stack takes there. */
export const quickSizes: Readonly<Record<ScenarioName, Size>> = {
  smoke: { seconds: 15 },
  steady: { seconds: 20 },
  spike: { seconds: 14 },
  hostile: { seconds: 15 },
  duplicates: { seconds: 15 },
  poison: { seconds: 15 },
  large: { seconds: 10 },
  stress: { rate: 400, seconds: 15 },
  breakpoint: { seconds: 6 },
  soak: { seconds: 60 },
};
