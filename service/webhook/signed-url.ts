import type { WebhookRequest } from './request.ts';
import type { SignatureScheme } from './sender.ts';
import {
  encoded,
  otherSpellings,
  type Parameter,
  type Spelling,
  writeQuery,
} from './write-query.ts';

/** More than any sender adds, and far below what fits into the 10 KB of URL that API Gateway takes. */
const parameterLimit = 1_000;

/** The URLs that the sender may have signed. */
export interface SignedUrls {
  readonly likeliest: string;
  /** The likelier first; written only when they are asked for. */
  readonly others: () => readonly string[];
}

/**
 * The configured public URL with every parameter of the request that it doesn't hold itself. None is left out: a
 * parameter that isn't signed must not count. API Gateway decodes them, so that there are several ways to write them.
 *
 * @returns `undefined` where the request has more parameters than any sender adds
 */
export function signedUrls(
  scheme: SignatureScheme,
  request: WebhookRequest,
  publicUrl: string,
): SignedUrls | undefined {
  const further = furtherParameters(scheme, request, publicUrl);
  if (further.length > parameterLimit) return undefined;
  const [likeliest, ...otherForms] = formsOf(scheme);
  const start = publicUrl + (publicUrl.includes('?') ? '&' : '?');
  const write = (spelling: Spelling) =>
    further.length === 0 ? publicUrl : start + writeQuery(further, spelling);
  const first = write(encoded);
  return {
    likeliest: likeliest(first),
    others: () => {
      const spelled = further.length === 0 ? [] : otherSpellings.map(write);
      const urls = [
        ...otherForms.map((form) => form(first)),
        ...spelled.map(likeliest),
        ...otherForms.flatMap((form) => spelled.map(form)),
      ];
      return [...new Set(urls)].filter((url) => url !== likeliest(first));
    },
  };
}

type Form = (url: string) => string;

/** The sender signs a URL in one of these, the likeliest first. */
function formsOf({ urlDecodes, hasPortVariants }: SignatureScheme): readonly [Form, ...Form[]] {
  const asItIs = (url: string) => url;
  const decoded = urlDecodes ? (url: string) => decodeSome(url, urlDecodes) : asItIs;
  return [
    decoded,
    ...(hasPortVariants ? [(url: string) => withOtherPort(decoded(url))] : []),
    ...(urlDecodes ? [asItIs] : []),
  ];
}

/** A parameter that came more often than the public URL holds it counts as often as it exceeds that. */
function furtherParameters(
  { bodyHashParameter }: SignatureScheme,
  { query }: WebhookRequest,
  publicUrl: string,
): readonly Parameter[] {
  const all = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): Parameter => [name, value]),
  );
  const further = without(all, ownParameters(publicUrl));
  // Twilio adds it behind what stands there already, while API Gateway promises no order.
  return bodyHashParameter === undefined ? further : lastOf(further, bodyHashParameter);
}

/**
 * What the public URL holds, in both readings of a semicolon: API Gateway splits at it, as at `&`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
function ownParameters(publicUrl: string): Parameter[] {
  const at = publicUrl.indexOf('?');
  if (at === -1) return [];
  const query = publicUrl.slice(at + 1);
  const own = [...new URLSearchParams(query)];
  const split = [...new URLSearchParams(query.replaceAll(';', '&'))];
  return [...own, ...without(split, own)];
}

/** Each of `removed` takes away one of its like. */
function without(parameters: readonly Parameter[], removed: readonly Parameter[]): Parameter[] {
  const left = [...removed];
  return parameters.filter(([name, value]) => {
    const at = left.findIndex((one) => one[0] === name && one[1] === value);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function lastOf(parameters: readonly Parameter[], name: string): readonly Parameter[] {
  return [
    ...parameters.filter(([other]) => other !== name),
    ...parameters.filter(([other]) => other === name),
  ];
}

function decodeSome(url: string, characters: string): string {
  return url.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return characters.includes(character) ? character : escaped;
  });
}

/** The same URL without its default port, or with it. */
function withOtherPort(url: string): string {
  const [, origin = '', port, rest = ''] =
    /^(https?:\/\/(?:[^/?#]*@)?[^/?#:@]+)(:\d+)?(.*)$/s.exec(url) ?? [];
  const standardPort = origin.startsWith('https:') ? ':443' : ':80';
  if (origin === '' || (port !== undefined && port !== standardPort)) return url;
  return port === undefined ? origin + standardPort + rest : origin + rest;
}
