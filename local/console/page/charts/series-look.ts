/** Of the palette in `series-colours.css`. */
const colours = 8;
/** Lengths of strokes and pauses, in pixels. Neighbours differ, so that nobody needs to tell colours apart. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 3]];

export interface SeriesLook {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** How the nth series of a graph looks. */
export function seriesLook(index: number, colour?: string): SeriesLook {
  return {
    colour: colour ?? `var(--series-${(index % colours) + 1})`,
    dash: dashes[index % dashes.length] ?? [],
  };
}
