import type { SourceConfig } from './configuration.ts';
import type { Sender } from './sender.ts';
import { senders } from './senders.ts';

/** For a sender that we know nothing about. Only a 5xx surely makes it send again. */
const unknownSender = {
  title: 'Custom',
  documentation: '',
  allowedHeaders: [],
  acceptedStatus: 202,
  retries: { isAutomatic: true, finalStatuses: ['3xx', '4xx'] },
} as const satisfies Partial<Sender>;

/** The row that verifies a source. */
export function senderOf(source: SourceConfig): Sender {
  if (source.sender === 'custom') return { ...unknownSender, ...source.custom };
  return senders[source.sender];
}
