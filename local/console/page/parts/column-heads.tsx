/** The head of a table: a cell for each column. */
export function ColumnHeads({ of }: { readonly of: readonly string[] }) {
  return (
    <thead>
      <tr>
        {of.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
