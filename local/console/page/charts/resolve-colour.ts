let probe: HTMLElement | undefined;
const known = new Map<string, string>();
let knownScheme: boolean | undefined;

const dark = matchMedia('(prefers-color-scheme: dark)');

/** A CSS colour as a canvas takes it, in the scheme of the moment: `var(--text)` → `rgb(27, 33, 39)`. */
export function resolveColour(colour: string): string {
  if (knownScheme !== dark.matches) known.clear();
  knownScheme = dark.matches;
  const found = known.get(colour);
  if (found !== undefined) return found;
  if (probe === undefined) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = '';
  probe.style.color = colour;
  const resolved = getComputedStyle(probe).color;
  known.set(colour, resolved);
  return resolved;
}

/** The same, and you see through it. */
export function resolveFill(colour: string, opacity: number): string {
  const [red = 0, green = 0, blue = 0] = resolveColour(colour).match(/[\d.]+/g) ?? [];
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}

/** @returns what ends it */
export function onSchemeChange(run: () => void): () => void {
  dark.addEventListener('change', run);
  return () => dark.removeEventListener('change', run);
}
