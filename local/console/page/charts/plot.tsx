import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { timeZone } from '../state/time-zone.ts';
import type { GraphProps } from './graph-props.ts';
import { loadUplot } from './load-uplot.ts';
import { plotOptions } from './plot-options.ts';
import { onSchemeChange } from './resolve-colour.ts';
import { stack } from './stack.ts';

interface Props {
  readonly graph: GraphProps;
  readonly hidden: ReadonlySet<string>;
  readonly onCursor: (index: number | null) => void;
}

/** The picture of a graph. It is drawn once it comes near to what is seen, and only there again. */
export function Plot({ graph, hidden, onCursor }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(undefined);
  const latest = useRef({ graph, hidden });
  latest.current = { graph, hidden };
  const shape = shapeOf(graph);
  // Another shape is another plot; the rest is read from `latest`.
  useEffect(() => {
    const { current } = box;
    if (current === null) return;
    const made = makePlot(current, () => latest.current, onCursor);
    drawn.current = made;
    return () => made.end();
  }, [shape]);
  useEffect(() => drawn.current?.update());
  return <div class="graph-plot" ref={box} style={{ height: `${graph.height ?? 200}px` }} />;
}

/** Where two graphs have the same, one plot can draw both. */
function shapeOf({ series, lines = [], stacked, title, height, onZoom }: GraphProps): string {
  const looks = series.map(({ label, axis, colour }) => [label, axis, colour]);
  const sides = lines.map(({ axis }) => axis);
  return JSON.stringify([title, stacked, height, onZoom !== undefined, looks, sides]);
}

interface Drawn {
  update(): void;
  end(): void;
}

interface Latest {
  readonly graph: GraphProps;
  readonly hidden: ReadonlySet<string>;
}

function makePlot(
  box: HTMLElement,
  latest: () => Latest,
  onCursor: (index: number | null) => void,
): Drawn {
  let plot: uPlot | undefined;
  let isSeen = false;
  let hasEnded = false;
  let shown: Latest | undefined;
  const size = () => ({ width: box.clientWidth, height: box.clientHeight });
  const update = () => {
    const { graph, hidden } = latest();
    if (!isSeen || plot === undefined || (shown?.graph === graph && shown.hidden === hidden))
      return;
    shown = { graph, hidden };
    plot.batch((it: uPlot) => {
      it.setData(dataOf(graph, hidden));
      for (const [index, { label }] of graph.series.entries()) {
        const show = !hidden.has(label);
        if (it.series[index + 1]?.show !== show) it.setSeries(index + 1, { show });
      }
    });
    plot.ctx.canvas.setAttribute('aria-label', nameOf(graph));
  };
  const make = async () => {
    const Plot = await loadUplot();
    if (hasEnded || plot !== undefined) return;
    const options = plotOptions({ props: () => latest().graph, onCursor }, size());
    plot = new Plot(options, [[]], box);
    plot.ctx.canvas.setAttribute('role', 'img');
    update();
  };
  const seen = new IntersectionObserver(
    (entries) => {
      isSeen = entries.at(-1)?.isIntersecting ?? false;
      if (isSeen) void make().then(update);
    },
    { rootMargin: '600px' },
  );
  seen.observe(box);
  const resized = new ResizeObserver(() => {
    if (plot !== undefined && box.clientWidth > 0) plot.setSize(size());
  });
  resized.observe(box);
  const redraw = () => plot?.redraw(false, true);
  const offScheme = onSchemeChange(redraw);
  const offZone = timeZone.subscribe(redraw);
  return {
    update,
    end() {
      hasEnded = true;
      for (const observer of [seen, resized]) observer.disconnect();
      offScheme();
      offZone();
      plot?.destroy();
    },
  };
}

function dataOf(graph: GraphProps, hidden: ReadonlySet<string>): uPlot.AlignedData {
  const { times, series } = graph;
  const isArea = (axis: string | undefined) => graph.stacked && axis !== 'right';
  const areas = series.filter(({ axis, label }) => isArea(axis) && !hidden.has(label));
  const sums = stack(areas.map(({ values }) => values));
  return [
    times,
    ...series.map((one) => {
      const area = areas.indexOf(one);
      return area === -1 ? one.values : sums[area];
    }),
  ] as unknown as uPlot.AlignedData;
}

function nameOf({ title, series }: GraphProps): string {
  const names = series.map(({ label }) => label).join(', ');
  return `${title}: graph of ${names}. The button Table shows its values.`;
}
