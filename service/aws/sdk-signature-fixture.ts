import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from './signature-v4.ts';

/** The digest that the SDK's signer asks for. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

/** Returns the same request's headers as the SDK's own signer makes them. */
export async function signWithSdk(
  request: { method: string; path: string; headers: Record<string, string>; body: string },
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
  { region, service, at }: { region: string; service: string; at: Date },
): Promise<Readonly<Record<string, string>>> {
  const signer = new SignatureV4({
    region,
    service,
    sha256: Sha256 as never,
    applyChecksum: false,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
    },
  });
  const signed = await signer.sign(
    { protocol: 'https:', hostname: request.headers.host ?? '', query: {}, ...request },
    { signingDate: at },
  );
  return signed.headers;
}
