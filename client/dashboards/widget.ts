/** A widget of a CloudWatch dashboard, its shorthands and defaults written out. */
export type Widget = Place & WidgetContent;

/** In a grid of 24 columns. */
export interface Place {
  /** Its place in the dashboard's list of widgets. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title?: string | undefined;
}

export type WidgetContent = MetricWidget | TextWidget | LogWidget | AlarmWidget | UndrawnWidget;

export const views = ['timeSeries', 'singleValue', 'gauge', 'bar', 'pie', 'table'] as const;
export type View = (typeof views)[number];
export type Side = 'left' | 'right';

export interface MetricWidget {
  readonly kind: 'metric';
  readonly view: View;
  readonly rows: readonly MetricRow[];
  readonly stacked: boolean;
  readonly sparkline: boolean;
  readonly left: Axis;
  readonly right: Axis;
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  readonly legend: 'bottom' | 'right' | 'hidden';
  /** One value over the whole time, where the view shows single values; else the one of the last period. */
  readonly setPeriodToTimeRange: boolean;
  /** Whether the minute that has just begun is drawn. */
  readonly liveData: boolean;
  readonly singleValueFullPrecision: boolean;
  /** Its own time, such as `-P30D`; else the dashboard's. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

export interface MetricRow {
  readonly id?: string | undefined;
  /** May have `${…}` in it, which CloudWatch fills in. */
  readonly label?: string | undefined;
  readonly metric?: Metric | undefined;
  readonly expression?: string | undefined;
  readonly stat: string;
  /** In seconds. */
  readonly period: number;
  /** Others are there for expressions to compute with. */
  readonly visible: boolean;
  readonly axis: Side;
  readonly colour?: string | undefined;
  readonly accountId?: string | undefined;
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Axis {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly label?: string | undefined;
}

export interface Line {
  readonly at: number;
  readonly to?: number | undefined;
  readonly label: string;
  readonly axis: Side;
  readonly fill?: 'above' | 'below' | undefined;
  readonly colour?: string | undefined;
}

export interface Mark {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to?: number | undefined;
  readonly label: string;
  readonly fill?: 'before' | 'after' | undefined;
  readonly colour?: string | undefined;
}

export interface TextWidget {
  readonly kind: 'text';
  readonly markdown: string;
  readonly isTransparent: boolean;
}

export interface LogWidget {
  readonly kind: 'log';
  readonly logGroups: readonly string[];
  /** Without its sources. */
  readonly query: string;
  readonly view: string;
}

export interface AlarmWidget {
  readonly kind: 'alarm';
  /** ARNs. */
  readonly alarms: readonly string[];
  readonly states: readonly string[];
  readonly sortBy: 'default' | 'stateUpdatedTimestamp' | 'timestamp';
}

/** What only CloudWatch can draw. */
export interface UndrawnWidget {
  readonly kind: 'undrawn';
  readonly why: string;
}
