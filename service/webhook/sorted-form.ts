/**
 * The most fields of a form that are looked at before its signature has been verified. Twilio sends some dozens, and
 * could send no more than this: Express, on which its own validator relies, refuses a form with more than 1,000
 * (https://expressjs.com/en/5x/api.html#express.urlencoded, `parameterLimit`), and PHP drops what exceeds 1,000
 * (https://www.php.net/manual/en/info.configuration.php#ini.max-input-vars).
 */
const fieldLimit = 1_000;

/** By body, since a request is verified with several secrets and URLs, and its rejection explained. */
const known = new WeakMap<Buffer, Buffer>();

/**
 * A form's fields sorted by name, each name followed by its value; a field that stands there several times counts
 * once for each of its different values. Empty where the body has no field, or more than 1,000.
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
