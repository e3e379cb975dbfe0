import recorded from './forecasts.json' with { type: 'json' };

/** What a spike shows, measured or predicted. */
export interface SpikeFigures {
  /** Webhooks that wait for their delivery, at most. */
  readonly peakBacklog: number;
  /** From the end of the spike until nothing waits. */
  readonly drainSeconds: number;
  /** From receipt to delivery, at most. */
  readonly peakAgeSeconds: number;
}

export type FigureName = keyof SpikeFigures;

/** What the model said of a spike, and what became of it. */
export interface Forecast {
  /** How long a poller was to take for a batch. */
  readonly processingMs: number;
  readonly predicted: SpikeFigures;
  readonly measured: SpikeFigures;
}

export interface ForecastRecord {
  readonly day: string;
  readonly commit: string;
  readonly machine: string;
  readonly node: string;
  /** Each from the spike before it. */
  readonly spikes: readonly Forecast[];
}

/** The runs that docs/capacity.md publishes; `node loadtest/predicted/main.ts` makes others. */
export const forecasts: ForecastRecord = recorded;

/** So much may a forecast be off, as a share of what was measured, that was made from a run under the same load. */
export const statedBand: Readonly<Record<FigureName, number>> = {
  peakBacklog: 0.2,
  drainSeconds: 0.35,
  peakAgeSeconds: 0.35,
};

export const figureNames = Object.keys(statedBand) as readonly FigureName[];

/** By how much it was too high, as a share of what was measured. */
export function differenceOf({ predicted, measured }: Forecast, name: FigureName): number {
  return (predicted[name] - measured[name]) / measured[name];
}

export function isWithinBand(forecast: Forecast): boolean {
  return figureNames.every((name) => Math.abs(differenceOf(forecast, name)) <= statedBand[name]);
}

export interface Accuracy {
  readonly day: string;
  readonly spikes: number;
  /** The lowest and the highest difference, and what is stated, as shares of what was measured. */
  readonly of: Readonly<
    Record<FigureName, { readonly low: number; readonly high: number; readonly stated: number }>
  >;
}

/** How near the model has come to what was measured. */
export function accuracyOf({ day, spikes }: ForecastRecord): Accuracy {
  const rangeOf = (name: FigureName) => {
    const differences = spikes.map((one) => differenceOf(one, name));
    return {
      low: Math.min(...differences),
      high: Math.max(...differences),
      stated: statedBand[name],
    };
  };
  return {
    ...{ day, spikes: spikes.length },
    of: {
      peakBacklog: rangeOf('peakBacklog'),
      drainSeconds: rangeOf('drainSeconds'),
      peakAgeSeconds: rangeOf('peakAgeSeconds'),
    },
  };
}
