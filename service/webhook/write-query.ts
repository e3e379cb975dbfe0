export type Parameter = readonly [name: string, value: string];

/** How a query is written if that differs from encodeURIComponent(). */
interface Style {
  /** Characters that are not escaped. */
  readonly keeps?: string;
  /** `!'()*` are escaped as well. */
  readonly isStrict?: true;
  /** A space is `+`. */
  readonly hasPlus?: true;
  readonly isLowerCase?: true;
  /** A parameter without a value has no `=`. */
  readonly isBare?: true;
}

export interface Spelling {
  readonly style: Style;
  /** How each ASCII character is written. */
  readonly characters: readonly string[];
}

/**
 * The known ways in which senders and people write a query, the likeliest first. Twilio signs `@`, `:` and `'`
 * before it escapes them: https://github.com/twilio/twilio-node/pull/621 and /issues/1183 there.
 */
const styles = [
  {},
  { keeps: '@:,;/?$', hasPlus: true },
  { isStrict: true, hasPlus: true },
  { keeps: '@:,;/?$=[]' },
  { isStrict: true },
  { isLowerCase: true },
  { isBare: true },
  { isStrict: true, hasPlus: true, isLowerCase: true },
] as const satisfies readonly Style[];

export type Spellings = readonly [likeliest: Spelling, ...others: Spelling[]];

const known = new Map<string, Spellings>();

/** @param kept characters that the sender unescapes in all of its URLs */
export function spellingsOf(kept: string): Spellings {
  let spellings = known.get(kept);
  if (spellings === undefined) {
    const [likeliest, ...others] = styles;
    spellings = [spell(likeliest, kept), ...others.map((style) => spell(style, kept))];
    known.set(kept, spellings);
  }
  return spellings;
}

function spell(style: Style, kept: string): Spelling {
  const keeps = kept + (style.keeps ?? '');
  return { style, characters: charactersOf({ ...style, keeps }) };
}

/** The query without its question mark. */
export function writeQuery(parameters: readonly Parameter[], spelling: Spelling): string {
  return parameters
    .map(([name, value]) => {
      const left = encode(name, spelling).replaceAll('=', '%3D');
      return spelling.style.isBare && value === '' ? left : `${left}=${encode(value, spelling)}`;
    })
    .join('&');
}

function charactersOf(style: Style): readonly string[] {
  return Array.from({ length: 128 }, (_, code) => characterOf(style, String.fromCharCode(code)));
}

function characterOf(style: Style, character: string): string {
  if (style.keeps?.includes(character)) return character;
  if (style.hasPlus && character === ' ') return '+';
  const written = style.isStrict
    ? encodeURIComponent(character).replace(/[!'()*]/, escapeOne)
    : encodeURIComponent(character);
  return style.isLowerCase && written !== character ? written.toLowerCase() : written;
}

function escapeOne(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

// Look up each character once: a replace() for each escape would cost fifty times as much.
function encode(text: string, { style, characters }: Spelling): string {
  let written = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = characters[text.charCodeAt(at)];
    if (character === undefined) continue;
    if (at > from) written += encodeFurther(text.slice(from, at), style);
    written += character;
    from = at + 1;
  }
  return from === text.length ? written : written + encodeFurther(text.slice(from), style);
}

/** Handles half a surrogate pair, which a caller may send and at which encodeURIComponent() throws. */
function encodeFurther(text: string, { isLowerCase }: Style): string {
  const written = encodeURIComponent(text.toWellFormed());
  return isLowerCase ? written.toLowerCase() : written;
}
