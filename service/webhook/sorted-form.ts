import { fieldLimit } from './request.ts';

/** Cached by body, since a request is verified with several secrets and URLs, and its rejection explained. */
const known = new WeakMap<Buffer, Buffer>();

/**
 * A form's fields sorted by name, each name followed by its value. A repeated field counts once for each different
 * value. Empty if the body has no field, or more than the limit.
 */
export function sortedForm(body: Buffer): Buffer {
  let sorted = known.get(body);
  if (sorted === undefined) {
    sorted = Buffer.from(hasTooMany(body) ? '' : sortFields(body.toString('utf8')));
    known.set(body, sorted);
  }
  return sorted;
}

function hasTooMany(body: Buffer): boolean {
  let at = -1;
  for (let fields = 0; fields < fieldLimit; fields++) {
    at = body.indexOf('&', at + 1);
    if (at === -1) return false;
  }
  return true;
}

function sortFields(form: string): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(form)) {
    const others = values.get(name);
    if (others === undefined) values.set(name, new Set([value]));
    else others.add(value);
  }
  return [...values.keys()]
    .sort()
    .flatMap((name) => [...(values.get(name) ?? [])].sort().map((value) => name + value))
    .join('');
}
