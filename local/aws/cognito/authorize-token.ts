import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { UserPool } from './user-pool.ts';

/** What a method requires: an access token of one of these pools with one of these scopes. */
export interface TokenRequirement {
  readonly userPoolArns: readonly string[];
  readonly scopes: readonly string[];
}

export type Authorization =
  | { readonly kind: 'allowed'; readonly claims: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly isExpired: boolean };

export type AuthorizeToken = (
  requirement: TokenRequirement,
  header: string | undefined,
) => Promise<Authorization>;

/**
 * What a REST API's `COGNITO_USER_POOLS` authorizer checks of a method that has scopes: signature, issuer, expiry,
 * that it is an access token, and one of the scopes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 *
 * @param now milliseconds since 1970
 */
export function createTokenAuthorizer(
  pools: readonly UserPool[],
  now: () => number = Date.now,
): AuthorizeToken {
  const verifiers = pools.map((pool) => ({
    pool,
    findKey: createLocalJWKSet({ keys: [pool.publicKey] }),
  }));
  return async ({ userPoolArns, scopes }, header) => {
    const token = /^(?:Bearer )?([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
    if (token === undefined) return refused(false);
    const wanted = verifiers.filter(({ pool }) => userPoolArns.includes(pool.arn));
    const verified = await Promise.allSettled(
      wanted.map(({ pool, findKey }) =>
        jwtVerify(token, findKey, {
          algorithms: ['RS256'],
          issuer: pool.issuer,
          requiredClaims: ['exp', 'iat'],
          currentDate: new Date(now()),
        }),
      ),
    );
    const payload = verified.find((one) => one.status === 'fulfilled')?.value.payload;
    if (payload === undefined) return refused(verified.some(isExpiry));
    return isAllowed(payload, scopes)
      ? { kind: 'allowed', claims: asTexts(payload) }
      : refused(false);
  };
}

function isExpiry(result: PromiseSettledResult<unknown>): boolean {
  return result.status === 'rejected' && result.reason instanceof errors.JWTExpired;
}

function refused(isExpired: boolean): Authorization {
  return { kind: 'refused', isExpired };
}

function isAllowed({ token_use: use, scope }: JWTPayload, scopes: readonly string[]): boolean {
  if (use !== 'access' || typeof scope !== 'string') return false;
  const granted = scope.split(' ');
  return scopes.some((wanted) => granted.includes(wanted));
}

/** All of them are texts when they reach the function; times look as Java writes dates. */
function asTexts(payload: JWTPayload): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      ['exp', 'iat'].includes(name) ? javaDate(Number(value)) : String(value),
    ]),
  );
}

/** `Mon Nov 23 21:00:00 UTC 2026` */
function javaDate(seconds: number): string {
  const [day, date, month, year, time] = new Date(seconds * 1000).toUTCString().split(/,? /);
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
