const compiled = new Map<string, RegExp>();

/** `*` stands for any characters or none, `?` for one. Only for patterns of policies: each is kept, compiled. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

/** Part by part: a `*` matches `/`, and `:` in the last part alone. `*` by itself matches all that there is. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const parts = partsOfArn(arn);
  return (
    parts !== undefined &&
    partsOfArn(pattern)?.every((part, index) => matchesWildcard(part, parts[index] ?? '')) === true
  );
}

/** `arn`, partition, service, region, account, and the rest, which may hold colons. */
export function partsOfArn(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
