/**
 * The paths of a resource's properties that are not on a list, each once: dotted, with `[]` for each of a list.
 *
 * @param listed paths; each stands for all that lies below it
 */
export function unlistedPaths(properties: unknown, listed: readonly string[]): readonly string[] {
  return [...new Set(leavesOf(properties, ''))].filter((path) => !isListed(path, listed));
}

/** Whether a path, or one above it, is on the list. */
function isListed(path: string, listed: readonly string[]): boolean {
  return listed.some((one) => isAtOrBelow(path, one));
}

/** `[]` belongs to the list that it stands for: `Tags[].Key` lies below `Tags`. */
export function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[]`);
}

function leavesOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null || isIntrinsic(value)) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, path === '' ? key : `${path}.${key}`),
  );
}

/** `Ref` and `Fn::…` stand for a value that is known at deployment. */
function isIntrinsic(value: object): boolean {
  const [key = '', ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}
