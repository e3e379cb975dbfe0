import { studentT99 } from './student-t.ts';

export type Point = readonly [x: number, y: number];

/** In units of y for one of x. */
interface Slope {
  readonly slope: number;
  /** The bounds of the interval that holds the slope with a probability of 99 %. */
  readonly low: number;
  readonly high: number;
  readonly meanOfY: number;
}

const fewestPoints = 10;

/** By least squares; undefined of fewer points than say anything. */
export function slopeOf(points: readonly Point[]): Slope | undefined {
  if (points.length < fewestPoints) return undefined;
  const [meanOfX, meanOfY] = [meanOf(points.map(([x]) => x)), meanOf(points.map(([, y]) => y))];
  const spread = sumOf(points.map(([x]) => (x - meanOfX) ** 2));
  if (spread === 0) return undefined;
  const slope = sumOf(points.map(([x, y]) => (x - meanOfX) * (y - meanOfY))) / spread;
  const residues = points.map(([x, y]) => (y - meanOfY - slope * (x - meanOfX)) ** 2);
  const freedom = points.length - 2;
  const half = studentT99(freedom) * Math.sqrt(sumOf(residues) / freedom / spread);
  return { slope, low: slope - half, high: slope + half, meanOfY };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]) => sumOf(values) / values.length;
