import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused. */
export interface Forbidden {
  readonly status: 401 | 403;
  readonly why: string;
}

/** Who may see the console, and who may change something by it. */
export interface Access {
  /** What the printed address carries once; it becomes the cookie. */
  readonly token: string;
  /** The values of `set-cookie`. */
  readonly cookies: readonly string[];
  /** What a change has to bring as the header `x-spillway-write`; a page of another origin can't read it. */
  readonly writeToken: string;
  /** Whether it brings the token of the printed address, by a name of loopback. */
  bringsToken(request: IncomingMessage, url: URL): boolean;
  /** @returns `undefined` for a request that is welcome */
  refuse(request: IncomingMessage, url: URL): Forbidden | undefined;
}

const forbidden = {
  origin: { status: 403, why: 'The console answers its own page only.' },
  cookie: { status: 401, why: 'Open the address that was printed: its token is missing here.' },
  change: { status: 403, why: 'A change has to come from the console itself.' },
} as const satisfies Record<string, Forbidden>;

const reads: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD']);
const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];
/** Browsers leave it out. */
const portOfHttp = 80;

/**
 * A page on the internet can make this user's browser call a port of this machine. So the name that it called must be
 * one of loopback (a name of the attacker's may resolve to 127.0.0.1), the cookie must be there, and what changes
 * something must come from this page and bring what only this page can read. A page of another port of this machine is
 * of the same site, whose images and scripts bring the cookie and no origin: the browser says by itself where they are
 * asked from.
 *
 * One cookie is for its data, which no page of another site brings; another one is for its pages, so that a link in a
 * chat or a terminal in a browser leads to them.
 *
 * @param port of the console; cookies know no ports, so it is in the cookie's name
 * @param session what the cookie holds
 * @see https://github.com/jupyter-server/jupyter_server (`check_host`, `check_origin`)
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function createAccess(port: number, session = randomText()): Access {
  const [token, writeToken] = [randomText(), randomText()];
  const name = `spillway-console-${port}`;
  const at = port === portOfHttp ? '' : `:${port}`;
  const hosts = new Set(loopbackNames.map((host) => `${host}${at}`));
  const otherName: Forbidden = {
    status: 403,
    why: `The console answers as ${[...hosts].join(', ')} only: a tunnel to it has to begin at the same port.`,
  };
  const ofPages = createHash('sha256').update(`pages ${session}`).digest('base64url');
  const isSignedIn = ({ headers: { cookie = '' } }: IncomingMessage, { pathname }: URL) =>
    isEqual(cookieNamed(cookie, name), session) ||
    (!pathname.startsWith('/api/') && isEqual(cookieNamed(cookie, `${name}-pages`), ofPages));
  const mayChange = ({ headers, method }: IncomingMessage) =>
    reads.has(method) ||
    (headers.origin !== undefined && isEqual(String(headers['x-spillway-write']), writeToken));
  const refuse = (request: IncomingMessage, url: URL): Forbidden | undefined => {
    if (!hosts.has(request.headers.host ?? '')) return otherName;
    if (isAskedFromElsewhere(request, url)) return forbidden.origin;
    if (!isSignedIn(request, url)) return forbidden.cookie;
    return mayChange(request) ? undefined : forbidden.change;
  };
  return {
    ...{ token, writeToken, refuse },
    cookies: [
      `${name}=${session}; HttpOnly; SameSite=Strict; Path=/api`,
      `${name}-pages=${ofPages}; HttpOnly; SameSite=Lax; Path=/`,
    ],
    bringsToken: ({ headers: { host = '' } }, url) =>
      hosts.has(host) && isEqual(url.searchParams.get('token') ?? '', token),
  };
}

/** By a page of another origin, as browsers tell; a link to a page of the console is welcome. */
function isAskedFromElsewhere({ headers, method }: IncomingMessage, { pathname }: URL): boolean {
  const { host, origin, 'sec-fetch-site': site = 'none' } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  if (site === 'same-origin' || site === 'none') return false;
  const isLink =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !isLink || method !== 'GET' || pathname.startsWith('/api/');
}

function randomText(): string {
  return randomBytes(24).toString('base64url');
}

function cookieNamed(header: string, name: string): string {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/** In a time that tells nothing of how much is right. */
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
