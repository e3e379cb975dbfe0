import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** An app client of a user pool. */
export interface PoolClient {
  readonly id: string;
  readonly name: string;
  /** Absent: none was asked for, so that it can't get a token for itself. */
  readonly secret?: string;
  readonly flows: readonly string[];
  /** `<resource server>/<scope>` */
  readonly scopes: readonly string[];
  readonly accessTokenSeconds: number;
}

/** What the template says about a user pool. */
export interface UserPoolSettings {
  /** `us-east-1_AbCdEf012` */
  readonly id: string;
  readonly arn: string;
  /** The issuer that AWS would name. A deployed stack still refuses tokens of this one, because their keys differ. */
  readonly issuer: string;
  readonly clients: readonly PoolClient[];
}

export interface UserPool extends UserPoolSettings {
  readonly privateKey: CryptoKey;
  /** With its `kid`, `alg` and `use`. */
  readonly publicKey: JWK;
}

/** Gives a pool its key pair, another one at each start. */
export async function createUserPool(settings: UserPoolSettings): Promise<UserPool> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = `${settings.id}-${jwk.n?.slice(0, 16)}`;
  return { ...settings, privateKey, publicKey: { ...jwk, kid, alg: 'RS256', use: 'sig' } };
}
