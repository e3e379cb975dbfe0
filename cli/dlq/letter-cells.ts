/** A time as tables have it: what a millisecond adds, nobody reads. `--since` takes it as it is. */
export function toSecond(time: string | undefined): string {
  return time?.replace(/\.\d+Z$/, 'Z') ?? '-';
}
