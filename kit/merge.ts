type Fields = Readonly<Record<string, unknown>>;

/** Replaces fields at any depth. A list is replaced as a whole, unless the change names its elements: `{ 0: … }`. */
export function merge(value: unknown, changes: unknown): unknown {
  if (!isRecord(changes)) return changes;
  if (Object.keys(changes).length === 0) return value;
  if (Array.isArray(value) && Object.keys(changes).every((key) => /^\d+$/.test(key))) {
    return Object.values(mergeFields({ ...value }, changes));
  }
  return mergeFields(isRecord(value) ? value : {}, changes);
}

function mergeFields(value: Fields, changes: Fields): Fields {
  const changed = Object.entries(changes).map(([key, change]) => [key, merge(value[key], change)]);
  return { ...value, ...Object.fromEntries(changed) };
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
