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
  smoke: { rate: 1, seconds: 15 },
  steady: { rate: 100, seconds: 20 },
  spike: { rate: 150, seconds: 14 },
  hostile: { rate: 150, seconds: 15 },
  duplicates: { rate: 100, seconds: 15 },
  poison: { rate: 100, seconds: 15 },
  large: { rate: 10, seconds: 10 },
  stress: { rate: 400, seconds: 15 },
  breakpoint: { rate: 719, seconds: 6 },
  soak: { rate: 120, seconds: 60 },
};
