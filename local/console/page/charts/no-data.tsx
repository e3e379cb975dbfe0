interface Props {
  readonly height?: number | undefined;
  /** After a double click, as on a graph that has something. */
  readonly onBack?: (() => void) | undefined;
}

/** Where nothing was measured: never a zero, and no colour that says that all is well. */
export function NoData({ height, onBack }: Props) {
  return (
    <p
      class="graph-none"
      style={height === undefined ? {} : { height: `${height}px` }}
      onDblClick={onBack}
    >
      <span>– No data in this time</span>
    </p>
  );
}
