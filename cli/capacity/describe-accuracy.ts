import { type Accuracy, type FigureName, figureNames } from '../../client/capacity/forecasts.ts';

const titles: Readonly<Record<FigureName, string>> = {
  peakBacklog: 'most webhooks waiting',
  drainSeconds: 'time to drain',
  peakAgeSeconds: 'longest wait',
};

/** How near the model has come to what was measured, for whoever reads its figures. */
export function describeAccuracy({ day, spikes, of }: Accuracy): readonly string[] {
  const ranges = figureNames.map(
    (name) => `${titles[name]} ${percent(of[name].low)} to ${percent(of[name].high)}`,
  );
  return [
    `How near this has come, in ${spikes} spikes on the embedded stack (${day}), each forecast from one before it under the same load: ${ranges.join(', ')}.`,
    'No run on AWS has been compared. What decides is --process-ms: take it from a time under load, not from a calm one.',
  ];
}

export function percent(share: number): string {
  const rounded = Math.round(100 * share);
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded)} %`;
}
