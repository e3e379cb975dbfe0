import { compareFigures, toleratedDifference } from '../loadtest/predicted/compare-figures.ts';
import { figuresOf } from '../loadtest/predicted/figures-of.ts';
import { predictFigures } from '../loadtest/predicted/predict-figures.ts';
import { readRecord } from '../loadtest/predicted/record.ts';
import { spike } from '../loadtest/predicted/spike.ts';
import { markdownTable } from './markdown-table.ts';

export const predictedHeading = '## Predicted and measured\n';

const titles = {
  peakBacklog: ['most webhooks waiting', ''],
  drainSeconds: ['time to drain', ' s'],
  peakAgeSeconds: ['longest wait', ' s'],
} as const;

/** What the model says of a spike that was run on the embedded stack, and what that showed. */
export function capacitySection(): string {
  const { day, commit, machine, node, passages, processingMs } = readRecord();
  const { ratePerSecond, seconds, answerSeconds, pollers, batchSize } = spike;
  const compared = compareFigures(predictFigures(passages, processingMs), figuresOf(passages));
  const rows = compared.map(({ name, predicted, measured, difference }) => {
    const [title, unit] = titles[name];
    const text = (value: number) => (unit === '' ? String(value) : `${value.toFixed(1)}${unit}`);
    const percent = Math.round(100 * difference);
    return [
      title,
      text(predicted),
      text(measured),
      `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`,
    ];
  });
  return [
    predictedHeading,
    `A spike of ${ratePerSecond} a second for ${seconds} s on the embedded stack, with ${pollers} pollers, batches of ${batchSize}, and a destination that answers`,
    `after ${answerSeconds} s: more than twice what they handle. The model is told when webhooks came and how long an invocation of`,
    `processing took on average in that same run (${Math.round(processingMs)} ms), and nothing of the queue. It is no forecast: told only what was`,
    'measured before the spike, it was off by 18 to 208 %, since a busy machine takes longer than a calm one.',
    '',
    ...markdownTable(['', 'predicted', 'measured', 'difference'], rows),
    '',
    `Measured on ${day}: ${machine}, Node ${node}, ${commit}. \`test/capacity.e2e.test.ts\` runs the same spike anew, and fails where`,
    `one of them is off by ${Math.round(100 * toleratedDifference)} % or more. \`node loadtest/predicted/main.ts\`, and then \`npm run docs\`, publish another run. No`,
    'run on AWS has been compared yet.',
    '',
  ].join('\n');
}
