/** A query that CloudWatch Logs Insights would not run, or that is not emulated; the text says which. */
export class MalformedQuery extends Error {
  override readonly name = 'MalformedQuery';
  /** The place in the query, in characters. */
  readonly start: number;
  readonly end: number;

  constructor(message: string, { start, end }: { readonly start: number; readonly end: number }) {
    super(message);
    this.start = start;
    this.end = end;
  }
}
