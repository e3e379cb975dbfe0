export type Parameter = readonly [name: string, value: string];

/** How a query is written where that differs from encodeURIComponent(). */
export interface Spelling {
  /** Written as they are. */
  readonly keeps?: RegExp;
  /** `!'()*` are escaped as well. */
  readonly isStrict?: true;
  /** A space is `+`. */
  readonly hasPlus?: true;
  readonly isLowerCase?: true;
  /** A parameter without a value has no `=`. */
  readonly isBare?: true;
}

const delimiters = /%(?:40|3A|2C|3B|2F|3F|24)/g;
const typed = /%(?:40|3A|2C|3B|2F|3F|24|3D|5B|5D)/g;

/** As encodeURIComponent() writes it. */
export const encoded: Spelling = {};

/**
 * The other ways in which senders and people are known to write a query, the likelier first. Twilio signs `@`, `:` and
 * `'` before it escapes them: https://github.com/twilio/twilio-node/pull/621 and /issues/1183 there.
 */
export const otherSpellings: readonly Spelling[] = [
  { keeps: delimiters, hasPlus: true },
  { isStrict: true, hasPlus: true },
  { keeps: typed },
  { isStrict: true },
  { isLowerCase: true },
  { isBare: true },
  { isStrict: true, hasPlus: true, isLowerCase: true },
];

/** The query without its question mark. */
export function writeQuery(parameters: readonly Parameter[], spelling: Spelling): string {
  return parameters
    .map(([name, value]) => {
      const left = encode(name, spelling).replaceAll('=', '%3D');
      return spelling.isBare && value === '' ? left : `${left}=${encode(value, spelling)}`;
    })
    .join('&');
}

function encode(text: string, { keeps, isStrict, hasPlus, isLowerCase }: Spelling): string {
  // A caller may send half of a surrogate pair, at which encodeURIComponent() throws.
  let written = encodeURIComponent(text.toWellFormed());
  if (isStrict) written = written.replace(/[!'()*]/g, escapeOne);
  if (keeps) written = written.replace(keeps, decodeURIComponent);
  if (hasPlus) written = written.replaceAll('%20', '+');
  return isLowerCase ? written.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()) : written;
}

function escapeOne(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
