/** One of the secrets that a source accepts. Several are valid at once while a secret rotates. */
export interface SigningSecret {
  /** The slot's name in Secrets Manager, such as `current` or `previous`. */
  readonly slot: string;
  /** The secret as the sender shows it, never empty. */
  readonly value: string;
}

/**
 * Whether requests signed with this secret are accepted. A slot named `retired` (or `retired-…`) is kept only so
 * that `explainRejection` can tell an old key from a forgery.
 */
export function isActive(secret: SigningSecret): boolean {
  return secret.value !== '' && !/^retired(-|$)/.test(secret.slot);
}
