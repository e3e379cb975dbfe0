import { formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';

const size = { width: 1120, left: 64, right: 12, top: 8, bottom: 26, row: 12 } as const;

/** The latencies of each second as a figure: the darker a cell, the more answers took that long. */
export function renderHeatMap({ heatMap, series }: Report): string {
  const { bounds, seconds } = heatMap;
  const rows = filledRows(seconds);
  const length = Math.max(1, series.seconds.length);
  const width = (size.width - size.left - size.right) / length;
  const most = seconds.flat().reduce((top, count) => Math.max(top, count), 1);
  const base = size.top + rows.length * size.row;
  const cells = seconds.flatMap((counts, second) =>
    rows.map((row, index) => {
      const count = counts[row] ?? 0;
      if (count === 0) return '';
      const y = base - (index + 1) * size.row;
      const title = `second ${second}: ${formatNumber(count)} took ${rangeOf(bounds, row)}`;
      // By the root: one answer among hundreds has to be seen.
      const shade = Math.max(0.12, Math.sqrt(count / most)).toFixed(2);
      return `<rect x="${round(size.left + second * width)}" y="${y}" width="${round(width)}" height="${size.row}" opacity="${shade}"><title>${title}</title></rect>`;
    }),
  );
  const labels = rows.flatMap((row, index) =>
    (index - rows.length + 1) % 2 === 0
      ? `<text class="tick" x="${size.left - 6}" y="${base - index * size.row - 2}" text-anchor="end">${labelOf(bounds, row)}</text>`
      : [],
  );
  const every = Math.max(1, Math.ceil(length / 14));
  const times = Array.from({ length: Math.ceil(length / every) }, (_, index) => {
    const second = index * every;
    return `<text class="tick" x="${round(size.left + second * width)}" y="${base + 16}" text-anchor="middle">${second} s</text>`;
  });
  return `<figure class="chart card heat">
  <figcaption><strong>Latency of every answer</strong> <span>the darker, the more took that long; by the second in which they were due</span></figcaption>
  <div class="plot"><svg viewBox="0 0 ${size.width} ${base + size.bottom}" role="img" aria-label="Latency of every answer">${cells.join('')}${labels.join('')}${times.join('')}</svg></div>
</figure>`;
}

/** From the lowest to the highest row in which anything is. */
function filledRows(seconds: readonly (readonly number[])[]): readonly number[] {
  const filled = new Set(
    seconds.flatMap((counts) => counts.flatMap((n, row) => (n > 0 ? row : []))),
  );
  const [lowest, highest] = [Math.min(...filled), Math.max(...filled)];
  return filled.size === 0
    ? []
    : Array.from({ length: highest - lowest + 1 }, (_, n) => lowest + n);
}

function rangeOf(bounds: readonly number[], row: number): string {
  const [from, to] = [bounds[row - 1] ?? 0, bounds[row]];
  return to === undefined
    ? `${formatMilliseconds(from)} or longer`
    : `${formatMilliseconds(from)} to ${formatMilliseconds(to)}`;
}

const labelOf = (bounds: readonly number[], row: number) => {
  const bound = bounds[row];
  return bound === undefined ? 'longer' : formatMilliseconds(bound);
};

const round = (value: number) => Math.round(value * 10) / 10;
