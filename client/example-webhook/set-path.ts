/** Puts a value into a JSON document. A number in the path is that of an element of a list. */
export function setPath(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const before: object = Object(target[first]);
  const inner = (/^\d+$/.test(rest[0] ?? '') ? Object.values(before) : { ...before }) as Record<
    string,
    unknown
  >;
  setPath(inner, rest, value);
  target[first] = inner;
}
