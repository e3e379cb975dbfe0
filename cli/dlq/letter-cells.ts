/** A time as tables have it: what a millisecond adds, nobody reads. `--since` takes it as it is. */
export function toSecond(time: string | undefined): string {
  return time?.replace(/\.\d+Z$/, 'Z') ?? '-';
}

/**
 * What somebody else wrote, no longer than it may be: a table makes each of its lines as long as the longest, and a
 * message that is none of ours may say whatever has room in it. JSON has all of it.
 */
export function cut(text: string, length = 48): string {
  return text.length > length ? `${text.slice(0, length - 1).toWellFormed()}…` : text;
}
