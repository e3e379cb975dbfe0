import { senders } from '../service/webhook/senders.ts';

/**
 * Headers for framing a request and for its connection. Whoever makes the request sets them itself.
 * https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
const ofConnections = [
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'http2-settings',
  'proxy-*',
];

/** Headers in which Spillway describes itself. */
const ofSpillway = ['spillway-*'];

/** Headers that prove that a delivery is Spillway's, and that describe its body. */
const ofDeliveries = ['webhook-*', 'content-type'];

/**
 * Headers about the caller: credentials, and what an application may take as the caller's address or as another
 * method.
 */
const ofCallers = [
  'authorization',
  'www-authenticate',
  'cookie',
  'cookie2',
  'set-cookie',
  'set-cookie2',
  'forwarded',
  'via',
  'x-forwarded-*',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'x-amz-*',
  'x-amzn-*',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
];

/** Whether Spillway sets this header itself, or the header would break the request to a destination. */
export function isReserved(header: string): boolean {
  return isAmong([...ofConnections, ...ofSpillway, ...ofDeliveries], header.toLowerCase());
}

/** Whether a header must not pass ingestion: a signature, a secret, a credential, or one of the request's own. */
export function staysBehind(header: string, own: readonly SignatureHeader[]): boolean {
  return (
    isAmong([...ofConnections, ...ofSpillway, ...ofCallers], header) ||
    header === secretHeader.header ||
    [...own, ...known].some((one) => isOf(one, header))
  );
}

interface SignatureHeader {
  readonly header: string;
  readonly isNumbered?: true | undefined;
}

const known = Object.values(senders).flatMap((row): readonly SignatureHeader[] => row.schemes);

/** The header that Asana sends and expects back contains the secret itself. */
const [{ asks: secretHeader }] = senders.asana.handshakes;

function isAmong(names: readonly string[], header: string): boolean {
  return names.some((name) =>
    name.endsWith('*') ? header.startsWith(name.slice(0, -1)) : header === name,
  );
}

function isOf({ header: signature, isNumbered }: SignatureHeader, header: string): boolean {
  if (!isNumbered) return header === signature;
  return header.startsWith(signature) && /^\d+$/.test(header.slice(signature.length));
}
