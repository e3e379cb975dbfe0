import { createHmac } from 'node:crypto';

/** One genuine webhook of a sender, and a way to sign another body like it. */
export interface Sample {
  /** Whose code or document computes or confirms the signature. */
  readonly origin: string;
  readonly secret: string;
  readonly contentType: string;
  readonly body: string;
  /** What the sender sends besides the signature. */
  readonly headers: Readonly<Record<string, string>>;
  readonly publicUrl?: string;
  /** The query that a sender adds to the URL. It depends on the body if it holds the body's hash. */
  readonly query?: (body: Buffer) => Readonly<Record<string, string>>;
  /**
   * The headers with signature, timestamp and id. `now` is milliseconds since 1970. `id` replaces the sample's own,
   * for senders that sign one.
   */
  readonly sign: (body: Buffer, now: number, id?: string) => Signed | Promise<Signed>;
  /** The sender's own verifier, if its package has one. It reads the clock itself. */
  readonly verify?: (body: Buffer, headers: Signed, now: number) => unknown;
  readonly deliveryId: string | RegExp;
  readonly type: string;
}

export type Signed = Readonly<Record<string, string>>;

export function hmac(
  algorithm: 'sha256' | 'sha1',
  secret: string | Buffer,
  encoding: 'hex' | 'base64',
  ...parts: readonly (string | Buffer)[]
): string {
  const message = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return createHmac(algorithm, secret).update(message).digest(encoding);
}

export function seconds(now: number): string {
  return String(Math.floor(now / 1000));
}

/** Keys of the kinds that senders hand out. None of them was ever in use. */
export const textSecret = 'ux8vjjq9KfM1H2c7uDwPz3RkYtN5bLs0Eg4WaOi6';
export const base64Secret = Buffer.from('a key of 32 bytes, never secret!').toString('base64');
export const bodyHash = /^sha256:[0-9a-f]{64}$/;
