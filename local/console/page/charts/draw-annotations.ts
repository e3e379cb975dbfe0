import type uPlot from 'uplot';
import type { GraphLine, GraphMark } from './graph-props.ts';
import { resolveColour, resolveFill } from './resolve-colour.ts';

const threshold = 'var(--alarm)';
const mark = 'var(--duplicate)';
const faint = 0.12;

/** Draws thresholds and marks over a graph, with their labels. */
export function drawAnnotations(
  plot: uPlot,
  lines: readonly GraphLine[],
  marks: readonly GraphMark[],
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = devicePixelRatio;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  const written: Label[] = [];
  for (const line of lines) {
    // An axis that no series has is nowhere.
    if (plot.scales[line.axis ?? 'left']?.min != null) written.push(drawLine(plot, line));
  }
  for (const one of marks) written.push(drawMark(plot, one, written));
  ctx.restore();
}

/** Where one is written, in pixels of the canvas. */
interface Label {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

const rowHeight = 14;

function drawLine(plot: uPlot, line: GraphLine): Label {
  const { at, to, label, axis = 'left', fill, colour = threshold } = line;
  const { ctx, bbox } = plot;
  const [left, right] = [bbox.left, bbox.left + bbox.width];
  const y = plot.valToPos(at, axis, true);
  const other = to === undefined ? undefined : plot.valToPos(to, axis, true);
  const end = other ?? { above: bbox.top, below: bbox.top + bbox.height, none: y }[fill ?? 'none'];
  ctx.fillStyle = resolveFill(colour, faint);
  ctx.fillRect(left, Math.min(y, end), bbox.width, Math.abs(end - y));
  ctx.strokeStyle = resolveColour(colour);
  for (const one of other === undefined ? [y] : [y, other]) stroke(ctx, [left, one], [right, one]);
  const pad = 3 * devicePixelRatio;
  const isHigh = y - bbox.top < rowHeight * devicePixelRatio;
  ctx.textAlign = 'right';
  ctx.textBaseline = isHigh ? 'top' : 'bottom';
  const text = fitted(ctx, label, bbox.width - 2 * pad);
  write(ctx, text, right - pad, isHigh ? y + pad : y - pad, colour);
  return {
    left: right - pad - ctx.measureText(text).width,
    right,
    top: isHigh ? y : y - rowHeight * devicePixelRatio,
  };
}

/** @param written what its label keeps clear of */
function drawMark(
  plot: uPlot,
  { at, to, label, fill, colour = mark }: GraphMark,
  written: readonly Label[],
): Label {
  const { ctx, bbox } = plot;
  const [top, bottom] = [bbox.top, bbox.top + bbox.height];
  const x = plot.valToPos(at, 'x', true);
  const other = to === undefined ? undefined : plot.valToPos(to, 'x', true);
  const end =
    other ?? { before: bbox.left, after: bbox.left + bbox.width, none: x }[fill ?? 'none'];
  ctx.fillStyle = resolveFill(colour, faint);
  ctx.fillRect(Math.min(x, end), top, Math.abs(end - x), bbox.height);
  ctx.strokeStyle = resolveColour(colour);
  for (const one of other === undefined ? [x] : [x, other]) stroke(ctx, [one, top], [one, bottom]);
  ctx.textAlign = x > bbox.left + bbox.width / 2 ? 'right' : 'left';
  ctx.textBaseline = 'top';
  const pad = 3 * devicePixelRatio * (ctx.textAlign === 'right' ? -1 : 1);
  const width = ctx.measureText(label).width;
  const left = ctx.textAlign === 'right' ? x + pad - width : x + pad;
  const place = freePlace({ left, right: left + width, top }, written, bottom);
  write(ctx, label, x + pad, place.top + Math.abs(pad), colour);
  return place;
}

/** The highest row in which nothing is written yet; the first one where all are full. */
function freePlace(wanted: Label, written: readonly Label[], bottom: number): Label {
  const row = rowHeight * devicePixelRatio;
  const isFree = (top: number) =>
    !written.some(
      (other) =>
        Math.abs(other.top - top) < row && other.left < wanted.right && wanted.left < other.right,
    );
  for (let { top } = wanted; top + row <= bottom; top += row) {
    if (isFree(top)) return { ...wanted, top };
  }
  return wanted;
}

type Place = readonly [x: number, y: number];

function stroke(ctx: CanvasRenderingContext2D, from: Place, to: Place): void {
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}

/** Over a line it can still be read. */
function write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string) {
  ctx.setLineDash([]);
  const { lineWidth, strokeStyle } = ctx;
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.strokeStyle = resolveColour('var(--surface)');
  ctx.strokeText(text, x, y);
  ctx.fillStyle = resolveColour(colour);
  ctx.fillText(text, x, y);
  Object.assign(ctx, { lineWidth, strokeStyle });
}

/** As much of a label as there is room for. */
function fitted(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  const whole = ctx.measureText(text).width;
  if (whole <= width) return text;
  return `${text.slice(0, Math.max(1, Math.floor((text.length * width) / whole) - 1))}…`;
}
