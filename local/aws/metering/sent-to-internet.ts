import type { IncomingMessage } from 'node:http';
import type { BilledUsage } from '../observer.ts';

const gigabyte = 2 ** 30;
/** What API Gateway adds to each answer: its status line, date, and ids of request and trace. */
const gatewayHeaderBytes = 300;

/** A request as it leaves for a destination: its headers and its body, without what TLS adds. */
export function sentToDestination({ rawHeaders, headers }: IncomingMessage): BilledUsage {
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  return sent('deliveries', bytes + Number(headers['content-length'] ?? 0));
}

/** An answer as it leaves for a sender. */
export function answeredToSender(body: Buffer): BilledUsage {
  return sent('answers', body.length + gatewayHeaderBytes);
}

function sent(of: string, bytes: number): BilledUsage {
  return { kind: 'billed-usage', unit: 'gigabyteOut', of, amount: bytes / gigabyte };
}
