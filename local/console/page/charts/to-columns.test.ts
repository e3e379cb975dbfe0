import { expect, it } from 'vitest';
import type { MetricRow } from '../../../../client/dashboards/widget.ts';
import { toColumns } from './to-columns.ts';

const row = (given: Partial<MetricRow>): MetricRow => ({
  ...{ stat: 'Sum', period: 60, visible: true, axis: 'left', ...given },
});

it('puts series of other steps over the same times, and tells a gap from a time that is not its own', () => {
  const rows = [row({ axis: 'right' }), row({ colour: '#123456' })];
  const columns = toColumns(
    { rows },
    {
      series: [
        { row: 1, label: 'fine', period: 60, start: 120, values: [1, null, 3] },
        { row: 0, label: 'coarse', period: 120, start: 120, values: [10, 30] },
      ],
    },
  );
  expect(columns).toEqual({
    times: [120, 180, 240],
    series: [
      { label: 'coarse', axis: 'right', values: [10, undefined, 30] },
      { label: 'fine', axis: 'left', colour: '#123456', values: [1, null, 3] },
    ],
  });
});
