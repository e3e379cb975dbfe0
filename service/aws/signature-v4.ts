import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** What a signature covers. Header names are in lower case. Every header given here is signed. */
export interface SignableRequest {
  readonly method: string;
  /** The path as in the request line, without a query. */
  readonly path: string;
  /** Sorted and encoded, as in the request line behind `?`. */
  readonly search?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/**
 * Makes the signer for one region and service: AWS Signature Version 4, in the Authorization header. The signer
 * returns the request's headers plus those of the signature. The SDK's own signer goes through twenty objects and
 * hashes to do the same; this one keeps the day's key and does one digest and two hashes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function createSigner({ region, service }: { region: string; service: string }) {
  const signingKey = createSigningKeys(region, service);

  return (
    request: SignableRequest,
    { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
    at: Date,
  ): Record<string, string> => {
    const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const scope = `${day}/${region}/${service}/aws4_request`;
    const headers: Record<string, string> = { ...request.headers, 'x-amz-date': time };
    if (sessionToken !== undefined) headers['x-amz-security-token'] = sessionToken;

    const names = Object.keys(headers).sort();
    const signedHeaders = names.join(';');
    let canonical = `${request.method}\n${canonicalPath(request.path)}\n${request.search ?? ''}\n`;
    for (const name of names) canonical += `${name}:${canonicalValue(headers[name] ?? '')}\n`;
    canonical += `\n${signedHeaders}\n${hash('sha256', request.body)}`;

    const signature = createHmac('sha256', signingKey(secretAccessKey, day))
      .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`)
      .digest('hex');
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return headers;
  };
}

/**
 * The key changes only with the day and the credentials. Without this cache each request would cost four more
 * digests.
 */
function createSigningKeys(region: string, service: string) {
  let known = { secret: '', day: '', key: createSecretKey(Buffer.alloc(0)) };
  return (secret: string, day: string): KeyObject => {
    if (known.secret !== secret || known.day !== day) {
      const key = [day, region, service, 'aws4_request'].reduce(
        (previous, part) => keyOf(createHmac('sha256', previous).update(part).digest()),
        keyOf(Buffer.from(`AWS4${secret}`)),
      );
      known = { secret, day, key };
    }
    return known.key;
  };
}

// A KeyObject, because Node takes twice as long for a digest whose key is a Buffer.
const keyOf = (bytes: Buffer): KeyObject => createSecretKey(bytes);

/** Every service except S3 signs the path with one more encoding than is sent. */
function canonicalPath(path: string): string {
  if (path === '/') return path;
  return path.split('/').map(encode).join('/');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalValue(value: string): string {
  return value.trim().replace(/[ \t\r\n]+/g, ' ');
}
