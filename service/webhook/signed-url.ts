import type { WebhookRequest } from './request.ts';
import type { SignatureScheme } from './sender.ts';

/**
 * The URLs that the sender may have signed: the configured public URL, with every query parameter of the request
 * that it doesn't hold itself. None is left out: a parameter that isn't signed must not count.
 */
export function signedUrls(
  scheme: SignatureScheme,
  request: WebhookRequest,
  publicUrl: string,
): readonly string[] {
  const url = decodeSome(withQuery(publicUrl, request.query), scheme.urlDecodes ?? '');
  return scheme.hasPortVariants ? portVariants(url) : [url];
}

function withQuery(publicUrl: string, query: WebhookRequest['query']): string {
  const [, known] = publicUrl.split('?', 2);
  const own = new URLSearchParams(known);
  const further = Object.keys(query).filter((name) => !own.has(name));
  if (further.length === 0) return publicUrl;
  const added = further
    .flatMap((name) => query[name]?.map((value) => `${encode(name)}=${encode(value)}`))
    .join('&');
  return publicUrl + (known === undefined ? '?' : '&') + added;
}

// A caller may send half of a surrogate pair, at which encodeURIComponent() throws.
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function decodeSome(url: string, characters: string): string {
  if (characters === '') return url;
  return url.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return characters.includes(character) ? character : escaped;
  });
}

function portVariants(url: string): readonly string[] {
  const [, origin, port, rest] = /^(https?:\/\/[^/?#:]+)(:\d+)?(.*)$/s.exec(url) ?? [];
  if (origin === undefined || rest === undefined) return [url];
  const standardPort = origin.startsWith('https:') ? ':443' : ':80';
  if (port !== undefined && port !== standardPort) return [url];
  return [origin + rest, origin + standardPort + rest];
}
