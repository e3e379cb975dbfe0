/** Where nothing was measured: never a zero, and no colour that says that all is well. */
export function NoData({ height }: { readonly height?: number | undefined }) {
  return (
    <p class="graph-none" style={height === undefined ? {} : { height: `${height}px` }}>
      <span>– No data in this time</span>
    </p>
  );
}
