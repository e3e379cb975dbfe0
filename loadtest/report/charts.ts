import type { Phase } from '../plan/phase.ts';
import { escapeHtml } from './escape.ts';
import { formatNumber } from './format.ts';

interface ChartSeries {
  readonly label: string;
  /** Which of the style sheet's colours: `series-<colour>`. */
  readonly colour: 'plan' | 'main' | 'second' | 'third';
  readonly fill?: boolean;
  /** Seconds since the spike began, and the value; an undefined value breaks the line. */
  readonly points: readonly (readonly [second: number, value: number | undefined])[];
}

export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly unit: string;
  readonly phases: readonly Phase[];
  /** The right end of the time axis. */
  readonly lastSecond: number;
  /** Times that stand out, such as those in which an alarm was on. */
  readonly spans?: readonly ChartSpan[];
  readonly series: readonly ChartSeries[];
}

interface ChartSpan {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly isExpected: boolean;
}

/** All charts of a page share one time axis, one above the other. */
const size = { width: 1120, height: 210, left: 46, right: 12, top: 24, bottom: 26 } as const;
const plot = {
  width: size.width - size.left - size.right,
  height: size.height - size.top - size.bottom,
  base: size.height - size.bottom,
} as const;

interface Scale {
  readonly x: (second: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
}

/** One chart as a figure with inline SVG, coloured by the page's style sheet. */
export function renderChart(chart: Chart): string {
  const scale = scaleOf(chart);
  return `<figure class="chart">
  <figcaption><strong>${escapeHtml(chart.title)}</strong> <span>${escapeHtml(chart.subtitle)}</span></figcaption>
  <div class="legend">${chart.series.map(renderLegend).join('')}${renderSpanKeys(chart)}</div>
  <div class="plot"><svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeHtml(chart.title)}">
    ${renderPhases(chart, scale)}
    ${renderSpans(chart, scale)}
    ${renderAxes(chart, scale)}
    ${chart.series.map((series) => renderSeries(series, scale)).join('\n    ')}
    ${renderNothing(chart)}${renderHovers(chart, scale)}
  </svg></div>
</figure>`;
}

function scaleOf({ series, lastSecond }: Chart): Scale {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value ?? 0));
  // Not spread: a run of a day has more values than a call takes arguments.
  const top = values.reduce((most, value) => Math.max(most, value), 0);
  const step = niceStep(top / 4);
  const count = Math.max(1, Math.ceil(top / step));
  return {
    x: (second) => size.left + (plot.width * second) / Math.max(1, lastSecond),
    y: (value) => plot.base - (plot.height * value) / (count * step),
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}

/** The next of 1, 2, 2.5, 5 × a power of ten. */
function niceStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= least) ?? 10;
  return factor * power;
}

const renderLegend = ({ label, colour }: ChartSeries) =>
  `<span class="key series-${colour}">${escapeHtml(label)}</span>`;

/** An empty chart is no line at 0. */
function renderNothing({ series }: Chart): string {
  const isEmpty = series.every(({ points }) => points.every(([, value]) => value === undefined));
  const [x, y] = [size.left + plot.width / 2, size.top + plot.height / 2];
  return isEmpty
    ? `<text class="nothing" x="${x}" y="${y}" text-anchor="middle">no data</text>`
    : '';
}

/** What the shaded times are: by name, each once. */
function renderSpanKeys(chart: Chart): string {
  const byLabel = new Map(visibleSpans(chart).map((span) => [span.label, span]));
  return [...byLabel.values()]
    .map(
      ({ label, isExpected }) =>
        `<span class="key ${isExpected ? 'expected' : 'unexpected'}">${escapeHtml(label)}</span>`,
    )
    .join('');
}

const visibleSpans = ({ spans = [], lastSecond }: Chart) =>
  spans.filter(({ from, to }) => from <= lastSecond && to >= 0);

function renderPhases({ phases, lastSecond }: Chart, { x }: Scale): string {
  let start = 0;
  const drain = { name: 'drain', duration: 0 };
  return [...phases, drain]
    .map(({ name, duration }, index) => {
      const from = start;
      start += duration;
      const to = name === 'drain' ? lastSecond : start;
      const width = x(to) - x(from);
      if (width <= 0) return '';
      const label = width < 34 ? '' : name;
      return `<rect class="phase phase-${index % 2}" x="${round(x(from))}" y="${size.top}" width="${round(width)}" height="${plot.height}"/><text class="phase-name" x="${round(x(from) + 4)}" y="${size.top - 6}">${escapeHtml(label)}</text>`;
    })
    .join('');
}

function renderSpans(chart: Chart, { x }: Scale): string {
  const { lastSecond } = chart;
  return visibleSpans(chart)
    .map(({ label, from, to, isExpected }) => {
      const start = x(Math.min(lastSecond, Math.max(0, from)));
      const width = Math.max(2, x(Math.min(lastSecond, to)) - start);
      return `<rect class="span ${isExpected ? 'expected' : 'unexpected'}" x="${round(start)}" y="${size.top}" width="${round(width)}" height="${plot.height}"><title>${escapeHtml(label)}</title></rect>`;
    })
    .join('');
}

function renderAxes({ lastSecond, unit }: Chart, { x, y, ticks }: Scale): string {
  const left = ticks.map(
    (tick) =>
      `<line class="grid" x1="${size.left}" x2="${size.width - size.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text class="tick" x="${size.left - 6}" y="${round(y(tick) + 3.5)}" text-anchor="end">${formatNumber(tick)}</text>`,
  );
  const every = niceStep(lastSecond / 14);
  const bottom = Array.from({ length: Math.floor(lastSecond / every) + 1 }, (_, index) => {
    const second = index * every;
    return `<text class="tick" x="${round(x(second))}" y="${plot.base + 16}" text-anchor="middle">${formatNumber(second)} s</text>`;
  });
  const name = `<text class="tick" x="${size.left - 6}" y="${size.top - 12}" text-anchor="end">${escapeHtml(unit)}</text>`;
  return [...left, ...bottom, name].join('');
}

function renderSeries({ points, colour, fill }: ChartSeries, { x, y }: Scale): string {
  const lines = splitAtGaps(points).map((part) =>
    part.map(([second, value]) => `${round(x(second))},${round(y(value))}`),
  );
  const areas = fill
    ? lines.map((line) => {
        const from = line[0]?.split(',')[0];
        const to = line.at(-1)?.split(',')[0];
        return `<polygon class="area series-${colour}" points="${from},${plot.base} ${line.join(' ')} ${to},${plot.base}"/>`;
      })
    : [];
  const strokes = lines.map((line) => {
    const [at = '', ...more] = line;
    const [cx, cy] = at.split(',');
    // A line of one point would not be seen.
    return more.length === 0
      ? `<circle class="dot series-${colour}" cx="${cx}" cy="${cy}" r="2.5"/>`
      : `<polyline class="line series-${colour}" points="${line.join(' ')}"/>`;
  });
  return [...areas, ...strokes].join('');
}

function splitAtGaps(points: ChartSeries['points']): (readonly [number, number])[][] {
  const parts: (readonly [number, number])[][] = [[]];
  for (const [second, value] of points) {
    if (value === undefined) parts.push([]);
    else parts.at(-1)?.push([second, value]);
  }
  return parts.filter((part) => part.length > 0);
}

/** A column for each second, which shows its figures when the pointer is on it: no script needed. */
function renderHovers({ series, lastSecond, unit }: Chart, { x }: Scale): string {
  return Array.from({ length: Math.ceil(lastSecond) }, (_, second) => {
    const lines = series.map(({ label, points }) => {
      const point = points.find(([at]) => Math.floor(at) === second);
      return `${label}: ${formatNumber(point?.[1])} ${unit}`;
    });
    const width = round(x(1) - x(0));
    return `<g class="hover"><rect x="${round(x(second) - width / 2)}" y="${size.top}" width="${width}" height="${plot.height}"/><title>${escapeHtml([`second ${second}`, ...lines].join('\n'))}</title></g>`;
  }).join('');
}

const round = (value: number) => Math.round(value * 10) / 10;
