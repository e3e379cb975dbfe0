import {
  differenceOf,
  type FigureName,
  type Forecast,
  figureNames,
  forecasts,
  statedBand,
} from '../client/capacity/forecasts.ts';
import { spike } from '../loadtest/predicted/spike.ts';
import { markdownTable } from './markdown-table.ts';

export const predictedHeading = '## Predicted and measured\n';

const titles: Readonly<Record<FigureName, readonly [title: string, unit: string]>> = {
  peakBacklog: ['most webhooks waiting', ''],
  drainSeconds: ['time to drain', ' s'],
  peakAgeSeconds: ['longest wait', ' s'],
};

/** What the model says of spikes that were run on the embedded stack, and what they showed. */
export function capacitySection(): string {
  const { day, commit, machine, node, spikes } = forecasts;
  const { ratePerSecond, seconds, answerSeconds, pollers, batchSize } = spike;
  const times = spikes.map(({ processingMs }) => processingMs);
  const rows = [
    ...spikes.map((one, at) => [`${at + 2}.`, ...figureNames.map((name) => cellOf(one, name))]),
    ['stated', ...figureNames.map((name) => `± ${percentOf(statedBand[name])} %`)],
  ];
  return [
    predictedHeading,
    `A spike of ${ratePerSecond} a second for ${seconds} s on the embedded stack, with ${pollers} pollers, batches of ${batchSize}, and a destination that answers`,
    `after ${answerSeconds} s: more than twice what they handle. It is run ${spikes.length + 1} times in a row. Each is forecast from what was planned and from`,
    'the one before it: how long a poller took for a batch, by how fast webhooks were delivered while others waited',
    `(${Math.min(...times)} to ${Math.max(...times)} ms). A cell has predicted, measured, and the difference.`,
    '',
    ...markdownTable(['spike', ...figureNames.map((name) => titles[name][0])], rows),
    '',
    'The batch takes longer than the destination because the stack, the sender and whatever else runs share the cores, and',
    'longer in a spike than before it. Told only what was measured while it was calm, the model was off by 18 to 208 %. On',
    'AWS a function has a CPU of its own; still, take `--process-ms` from a time under load: from `Duration` during the',
    'last spike, or during a `breakpoint` [load test](load-tests.md). What is left of the difference is what else the machine did meanwhile.',
    '',
    `Measured on ${day}: ${machine}, Node ${node}, ${commit}. \`test/capacity.e2e.test.ts\` runs the spikes anew, and fails where`,
    'three in a row are off by more than is stated. `node loadtest/predicted/main.ts`, and then `npm run docs`, publish',
    'others. No run on AWS has been compared yet.',
    '',
  ].join('\n');
}

const percentOf = (share: number) => Math.round(100 * Math.abs(share));

const textOf = (name: FigureName, value: number) => {
  const [, unit] = titles[name];
  return unit === '' ? String(value) : `${value.toFixed(1)}${unit}`;
};

function cellOf(forecast: Forecast, name: FigureName): string {
  const { predicted, measured } = forecast;
  const difference = differenceOf(forecast, name);
  const sign = difference < 0 ? '−' : '+';
  return `${textOf(name, predicted[name])}, ${textOf(name, measured[name])}, ${sign}${percentOf(difference)} %`;
}
