import { UsageError } from '../../usage-error.ts';
import { isThisMachine } from './loopback.ts';

/** What `--forward` asks for. */
export interface ForwardOrder {
  /** As it was typed, for errors. */
  readonly text: string;
  /** Absent: all that are called over HTTP, unless another order names them. */
  readonly destination?: string;
  /** In it, `{destination}` stands for the name. */
  readonly url: string;
}

const example = '--forward app=http://localhost:3000/hook';
/** What stands for all of them, unless a destination is named so. */
export const allDestinations = 'all';

/**
 * Reads `<destination>=<url>`, or a URL alone, which is for all.
 *
 * @param allowedHosts hosts other than this machine that may be forwarded to
 * @throws UsageError
 */
export function readForward(text: string, allowedHosts: readonly string[]): ForwardOrder {
  const equals = /^https?:/i.test(text) ? -1 : text.indexOf('=');
  const url = text.slice(equals + 1);
  const problem = problemOf(url.replaceAll('{destination}', 'app'), allowedHosts);
  if (problem !== undefined) throw new UsageError(`--forward ${text}: ${problem}.`);
  return { text, url, ...(equals < 0 ? {} : { destination: text.slice(0, equals) }) };
}

function problemOf(text: string, allowedHosts: readonly string[]): string | undefined {
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) {
    return `an http: or https: URL goes there, as in ${example}`;
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'its URL must hold no password';
  if (isThisMachine(url) || allowedHosts.some((host) => bare(host) === bare(url.hostname))) {
    return undefined;
  }
  const host = bare(url.hostname);
  return `${host} is not this machine, and signed webhooks would leave it. If that is meant, add --allow-host ${host}`;
}

/** Of an IPv6 address, what is between the brackets. */
function bare(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, '');
}
