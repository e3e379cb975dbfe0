import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { PermanentError } from '../../errors.ts';
import { isForbiddenAddress } from './forbidden-address.ts';

type Resolve = (
  hostname: string,
  options: { readonly all: true; readonly family?: number },
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

/**
 * Resolves a name for a connection, to public addresses only. The connection goes to the address that was checked
 * here, so a name that resolves differently the next time (DNS rebinding) gains nothing.
 */
export function createGuardedLookup(resolve: Resolve = systemLookup as Resolve): LookupFunction {
  return (hostname, { all, family }, done) => {
    const wanted = typeof family === 'number' ? { family } : {};
    resolve(hostname, { ...wanted, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const allowed = addresses.filter(({ address }) => !isForbiddenAddress(address));
      const [first] = allowed;
      if (first === undefined) return done(forbidden(hostname), '');
      if (all) return done(null, allowed);
      return done(null, first.address, first.family);
    });
  };
}

/**
 * Checks an IP address in a URL, because such a host is never looked up.
 *
 * @throws PermanentError
 */
export function refuseForbiddenHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isForbiddenAddress(host)) throw forbidden(host);
}

function forbidden(host: string): PermanentError {
  return new PermanentError(`${host} is not a public address`, { reason: 'address-forbidden' });
}
