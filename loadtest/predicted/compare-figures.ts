import type { SpikeFigures } from './figures-of.ts';

export interface ComparedFigure {
  readonly name: keyof SpikeFigures;
  readonly predicted: number;
  readonly measured: number;
  /** By how much the prediction was too high, as a share of what was measured. */
  readonly difference: number;
}

/** The model knows of no noise, and this machine has other work to do: so much may it be off. */
export const toleratedDifference = 0.3;

export function compareFigures(
  predicted: SpikeFigures,
  measured: SpikeFigures,
): readonly ComparedFigure[] {
  return (['peakBacklog', 'drainSeconds', 'peakAgeSeconds'] as const).map((name) => ({
    ...{ name, predicted: predicted[name], measured: measured[name] },
    difference: (predicted[name] - measured[name]) / measured[name],
  }));
}
