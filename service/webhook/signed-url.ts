import { fieldLimit, type WebhookRequest } from './request.ts';
import type { SignatureScheme } from './sender.ts';
import {
  type Parameter,
  type Spelling,
  type Spellings,
  spellingsOf,
  writeQuery,
} from './write-query.ts';

/** The URLs that the sender may have signed. */
export interface SignedUrls {
  readonly likeliest: string;
  /** Other candidates, the likelier first. Each is built only when it is asked for. */
  readonly others: () => Iterable<string>;
}

/**
 * The configured public URL plus every parameter of the request that it doesn't already hold. None is left out,
 * because a parameter that isn't signed must not count. API Gateway decodes parameters, so there are several ways
 * to write them.
 *
 * @returns `undefined` if the request has more parameters than any sender adds
 */
export function signedUrls(
  scheme: SignatureScheme,
  request: WebhookRequest,
  publicUrl: string,
): SignedUrls | undefined {
  const sent = Object.entries(request.query).flatMap(([name, values]) =>
    values.map((value): Parameter => [name, value]),
  );
  if (sent.length > fieldLimit) return undefined;
  const further = furtherParameters(scheme, sent, publicUrl);
  const bases = basesOf(scheme, publicUrl);
  const likeliest = write(bases[0], further, bases[0].spellings[0]);
  return { likeliest, others: () => otherUrls(bases, further, likeliest) };
}

function* otherUrls(
  bases: Bases,
  further: readonly Parameter[],
  ...tried: string[]
): Generator<string> {
  for (const [base, spelling] of otherWays(bases)) {
    const url = write(base, further, spelling);
    if (tried.includes(url)) continue;
    tried.push(url);
    yield url;
  }
}

function* otherWays([likeliest, ...others]: Bases): Generator<readonly [Base, Spelling]> {
  for (const base of others) yield [base, base.spellings[0]];
  for (const base of [likeliest, ...others]) {
    for (const spelling of base.spellings.slice(1)) yield [base, spelling];
  }
}

function write({ url, join }: Base, further: readonly Parameter[], spelling: Spelling): string {
  return further.length === 0 ? url : url + join + writeQuery(further, spelling);
}

/** The public URL in the forms that the sender may have signed, the likeliest first. */
type Bases = readonly [Base, ...Base[]];

interface Base {
  readonly url: string;
  /** Precedes a further parameter. */
  readonly join: '?' | '&';
  readonly spellings: Spellings;
}

function basesOf({ urlDecodes, hasPortVariants }: SignatureScheme, publicUrl: string): Bases {
  const url = urlDecodes === undefined ? publicUrl : decodeSome(publicUrl, urlDecodes);
  const join = publicUrl.includes('?') ? '&' : '?';
  const spellings = spellingsOf(urlDecodes ?? '');
  return [
    { url, join, spellings },
    ...(hasPortVariants ? [{ url: withOtherPort(url), join, spellings } as const] : []),
    ...(urlDecodes ? [{ url: publicUrl, join, spellings: spellingsOf('') } as const] : []),
  ];
}

/** A parameter that came more often than in the public URL counts once for each extra time. */
function furtherParameters(
  { bodyHashParameter }: SignatureScheme,
  sent: readonly Parameter[],
  publicUrl: string,
): readonly Parameter[] {
  const further = without(sent, ownParameters(publicUrl));
  // Twilio appends it at the end, while API Gateway promises no order.
  return bodyHashParameter === undefined ? further : lastOf(further, bodyHashParameter);
}

/**
 * The parameters of the public URL, in both readings of a semicolon: API Gateway splits at it, as at `&`.
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

/** Each of `removed` takes away one equal parameter. */
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

/** The same URL with its default port added or removed. */
function withOtherPort(url: string): string {
  const [, origin = '', port, rest = ''] =
    /^(https?:\/\/(?:[^/?#]*@)?[^/?#:@]+)(:\d+)?(.*)$/s.exec(url) ?? [];
  const standardPort = origin.startsWith('https:') ? ':443' : ':80';
  if (origin === '' || (port !== undefined && port !== standardPort)) return url;
  return port === undefined ? origin + standardPort + rest : origin + rest;
}
