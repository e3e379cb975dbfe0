/** The values at a place of a document; none where there is no such place. */
export type Select = (document: unknown) => readonly unknown[];

const step = /\.?\[(?:'([^']+)'|"([^"]+)"|(\d+)|(\*))\]|\.(?:(\*)|([\w-]+))/y;

/** `$.user.id`, `$.users[0].email`, `$.['cluster.name']`, `$.actions[*]`; `undefined` for anything else. */
export function parseSelector(text: string): Select | undefined {
  const steps: ((value: unknown) => readonly unknown[])[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) return undefined;
    const [, single, double, index, anyItem, anyField, field] = found;
    const name = single ?? double ?? index ?? field;
    steps.push(
      name === undefined || anyItem || anyField ? valuesOf : (value) => valueAt(value, name),
    );
  }
  if (!text.startsWith('$') || steps.length === 0) return undefined;
  return (document) =>
    steps.reduce<readonly unknown[]>((values, one) => values.flatMap(one), [document]);
}

function valueAt(value: unknown, name: string): readonly unknown[] {
  const isInside = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isInside ? [Reflect.get(value, name)] : [];
}

function valuesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
