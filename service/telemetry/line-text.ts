/** No line grows beyond what CloudWatch takes (1 MB, once 256 KB), whatever somebody puts into an error. */
const longest = 1_024;

/** What JSON leaves as it is and terminals obey, or readers are deceived by. */
const unescaped = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** TypeScript does not know it yet. https://tc39.es/proposal-json-parse-with-source/ */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (json: string) => unknown };

/** A replacer of JSON.stringify: every text is cut to size, and is the same text in plain ASCII escapes where it has to. */
export function lineText(_name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.length > longest ? `${value.slice(0, longest)}…` : value;
  return text.search(unescaped) === -1 ? text : rawJSON(escapeAll(JSON.stringify(text)));
}

function escapeAll(json: string): string {
  return json.replace(unescaped, (found) => found.split('').map(escapeUnit).join(''));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
