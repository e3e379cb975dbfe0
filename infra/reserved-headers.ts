import { senders } from '../service/webhook/senders.ts';

/**
 * How a request is framed and its connection used: the business of whoever makes the request.
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

/** What Spillway says of itself. */
const ofSpillway = ['spillway-*'];

/** What proves that a delivery is Spillway's, and what its body is. */
const ofDeliveries = ['webhook-*', 'content-type'];

/** Who calls: his credentials, and what an application may take for his address, or for another method. */
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

/** A header that Spillway sets by itself, or that would break the request to a destination. */
export function isReserved(header: string): boolean {
  return isAmong([...ofConnections, ...ofSpillway, ...ofDeliveries], header.toLowerCase());
}

/** A header that must stay behind at ingestion: a signature, a secret, a credential, or one of the request's own. */
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

/** What Asana shows, and wants to see again, is the secret itself. */
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
