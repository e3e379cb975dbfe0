import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { MalformedSecretError, SecretsUnavailableError } from '../errors.ts';
import { parseSecret } from '../webhook/parse-secret.ts';
import type { SigningSecret } from '../webhook/signing-secret.ts';

export interface SecretReaderOptions {
  readonly client: SecretsManagerClient;
  /** Prefix of each name: `spillway/dev/sources/`. */
  readonly prefix: string;
  /** How long a value is used before it is read again. A rotation is noticed within this time. */
  readonly cacheSeconds: number;
  readonly now: () => number;
  /** Called when a refresh failed and the last good value is used instead. */
  readonly onStale: (name: string, error: unknown) => void;
}

// While Secrets Manager is away, the last good value keeps webhooks flowing: GitHub and others never send again
// what we refuse. The time is limited, so that a revoked secret can't live on for ever.
const staleMilliseconds = 15 * 60_000;
const retryMilliseconds = 5_000;
const refreshMilliseconds = 10_000;

// These errors last until somebody repairs the secret or the right to read it. They are remembered, so that not
// every stranger's request costs a call:
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors
const lastingErrors = new Set([
  'AccessDeniedException',
  'DecryptionFailure',
  'InvalidRequestException', // such as a secret that is scheduled for deletion
  'ResourceNotFoundException',
]);

interface Known {
  readonly secrets: readonly SigningSecret[];
  readonly readAt: number;
  readonly retryAt: number;
}

/**
 * Reads and caches the secrets of a source or destination. "There is no usable secret" is remembered for 5 seconds;
 * "Secrets Manager is away or throttles" is never remembered. Reads of one secret at the same time share one call.
 *
 * Both functions throw SecretsUnavailableError, which names the secret, never its value.
 */
export function createSecretReader(options: SecretReaderOptions) {
  const provider = new SecretsProvider({ awsSdkV3Client: options.client });
  const known = new Map<string, Known>();
  const unusable = new Map<string, { readonly error: Error; readonly until: number }>();

  const read = async (name: string): Promise<readonly SigningSecret[]> => {
    const value = await provider.get(options.prefix + name, { forceFetch: true });
    return parseSecret(name, typeof value === 'string' ? value : '');
  };

  const stale = (name: string, cause: unknown) => {
    const now = options.now();
    const last = known.get(name);
    const retryAt = now + retryMilliseconds;
    if (!last || now - last.readAt > staleMilliseconds) {
      const message = `The secret of ${name} could not be read`;
      const error = new SecretsUnavailableError(message, { cause });
      if (isLasting(cause)) unusable.set(name, { error, until: retryAt });
      throw error;
    }
    options.onStale(name, cause);
    known.set(name, { ...last, retryAt });
    return last.secrets;
  };

  const readAnew = shared(async (name) => {
    try {
      const secrets = await read(name);
      // Only the answer shows how far the clock was off.
      const readAt = options.now();
      known.set(name, { secrets, readAt, retryAt: readAt + options.cacheSeconds * 1000 });
      return secrets;
    } catch (error) {
      return stale(name, error);
    }
  });

  const get = async (name: string, maxAgeMilliseconds: number) => {
    const last = known.get(name);
    const now = options.now();
    if (last && now < Math.min(last.retryAt, last.readAt + maxAgeMilliseconds)) return last.secrets;
    const remembered = unusable.get(name);
    if (remembered && now < remembered.until) throw remembered.error;
    return readAnew(name);
  };

  return {
    read: (name: string) => get(name, Number.POSITIVE_INFINITY),
    /** Reads a value again if it is older than ten seconds, so that a secret rotated a moment ago works at once. */
    refresh: (name: string) => get(name, refreshMilliseconds),
  };
}

/** Powertools wraps the SDK's error into one of its own. */
function isLasting(error: unknown): boolean {
  if (error instanceof MalformedSecretError) return true;
  return [error, Object(error).cause].some((one) => lastingErrors.has(Object(one).name));
}

/** Callers that ask for a name while a call for it is under way share that call's result. */
function shared<Value>(read: (name: string) => Promise<Value>): (name: string) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>();
  return (name) => {
    const one = underWay.get(name) ?? read(name).finally(() => underWay.delete(name));
    underWay.set(name, one);
    return one;
  };
}
