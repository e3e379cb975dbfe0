import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { parseSecret } from '../webhook/parse-secret.ts';
import type { SigningSecret } from '../webhook/signing-secret.ts';

/** Secrets Manager gave no usable secret, and none was read before. */
export class SecretsUnavailableError extends Error {
  override readonly name = 'SecretsUnavailableError';
}

export interface SecretReaderOptions {
  readonly client: SecretsManagerClient;
  /** Put before each name: `spillway/dev/sources/`. */
  readonly prefix: string;
  /** How long a value is used before it is read again: the time a rotation takes to be noticed. */
  readonly cacheSeconds: number;
  readonly now: () => number;
  /** Called when a refresh failed and the last good value is used in its place. */
  readonly onStale: (name: string, error: unknown) => void;
}

// While Secrets Manager is away, the last good value keeps webhooks flowing: GitHub and others never send
// again what we refuse now. Bounded, so that a revoked secret can't live on for ever.
const staleMilliseconds = 15 * 60_000;
const retryMilliseconds = 5_000;
const refreshMilliseconds = 10_000;

interface Known {
  readonly secrets: readonly SigningSecret[];
  readonly readAt: number;
  readonly retryAt: number;
}

/**
 * Reads a source's or destination's secrets, cached. A failed read is never cached.
 *
 * Both functions throw SecretsUnavailableError, which names the secret, never its value.
 */
export function createSecretReader(options: SecretReaderOptions) {
  const provider = new SecretsProvider({ awsSdkV3Client: options.client });
  const known = new Map<string, Known>();

  const read = async (name: string): Promise<readonly SigningSecret[]> => {
    const value = await provider.get(options.prefix + name, { forceFetch: true });
    return parseSecret(name, typeof value === 'string' ? value : '');
  };

  const stale = (name: string, last: Known | undefined, cause: unknown) => {
    const now = options.now();
    if (!last || now - last.readAt > staleMilliseconds) {
      throw new SecretsUnavailableError(`The secret of ${name} could not be read`, { cause });
    }
    options.onStale(name, cause);
    known.set(name, { ...last, retryAt: now + retryMilliseconds });
    return last.secrets;
  };

  const get = async (name: string, maxAgeMilliseconds: number) => {
    const last = known.get(name);
    const now = options.now();
    if (last && now < Math.min(last.retryAt, last.readAt + maxAgeMilliseconds)) return last.secrets;
    try {
      const secrets = await read(name);
      known.set(name, { secrets, readAt: now, retryAt: now + options.cacheSeconds * 1000 });
      return secrets;
    } catch (error) {
      return stale(name, last, error);
    }
  };

  return {
    read: (name: string) => get(name, Number.POSITIVE_INFINITY),
    /** Reads anew what is older than ten seconds: a secret rotated a moment ago works at once. */
    refresh: (name: string) => get(name, refreshMilliseconds),
  };
}
