export type Side = 'left' | 'right';

export interface GraphSeries {
  readonly label: string;
  /**
   * One for each time: `null` is a gap, which stays one; `undefined` means that this series has no period that begins then, so
   * that its line goes on.
   */
  readonly values: readonly (number | null | undefined)[];
  readonly axis?: Side | undefined;
  /** A CSS colour. Default: the next one of Wong's palette. */
  readonly colour?: string | undefined;
}

export interface GraphAxis {
  /** Stands above it. `ms`, `s`, `%` and `bytes` are written with their values too. */
  readonly unit?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A horizontal line, such as a threshold. */
export interface GraphLine {
  readonly at: number;
  /** Makes it a band. */
  readonly to?: number | undefined;
  readonly label: string;
  readonly axis?: Side | undefined;
  readonly fill?: 'above' | 'below' | undefined;
  readonly colour?: string | undefined;
}

/** A vertical line. */
export interface GraphMark {
  /** Seconds since 1970. */
  readonly at: number;
  /** Makes it a band. */
  readonly to?: number | undefined;
  readonly label: string;
  readonly fill?: 'before' | 'after' | undefined;
  readonly colour?: string | undefined;
}

/** What a graph draws, in columns. */
export interface Columns {
  /** Seconds since 1970, ascending: when each period began. */
  readonly times: readonly number[];
  readonly series: readonly GraphSeries[];
}

export interface GraphProps extends Columns {
  /** Its heading, and the name of its picture. */
  readonly title: string;
  readonly left?: GraphAxis | undefined;
  readonly right?: GraphAxis | undefined;
  /** Thresholds; the axis stretches to show them. */
  readonly lines?: readonly GraphLine[] | undefined;
  readonly marks?: readonly GraphMark[] | undefined;
  /** Areas on each other: the series of the left axis. */
  readonly stacked?: boolean | undefined;
  /** The ends of the time axis, in seconds since 1970. Default: the first and the last time. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Of the plot, in pixels. Default: 200. */
  readonly height?: number | undefined;
  readonly legend?: 'bottom' | 'right' | 'hidden' | undefined;
  /** What was dragged over, in seconds since 1970; `undefined` after a double click. Without it, nothing can be dragged. */
  readonly onZoom?: ((range: readonly [number, number] | undefined) => void) | undefined;
}
