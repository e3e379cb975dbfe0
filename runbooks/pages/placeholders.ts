/** A page's word for what only an incident knows: `<FINGERPRINT>`. */
const placeholder = /<([A-Z][A-Z0-9 ]*)>/g;

/** How a value is read from what a command printed: its first group. */
const learned: Readonly<Record<string, RegExp>> = {
  // The first line below the heading: `dlq summary` has the kind that began first at the top.
  FINGERPRINT: /^ *(?:\S+ +)*?FINGERPRINT\b.*\n+ *([0-9a-f]{8,})\b/m,
  UUID: /\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/,
};

/** The names that a text wants filled in, each once. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))];
}

/** Fills in what is known, and leaves the rest as it stands. */
export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(placeholder, (written, name: string) => values.get(name) ?? written);
}

/** What an output says of the values that pages ask for. */
export function learnFrom(output: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(learned).flatMap(([name, pattern]) => {
      const [, value] = pattern.exec(output) ?? [];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
