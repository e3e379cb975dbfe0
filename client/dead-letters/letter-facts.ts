import type { ShownLetter } from './find-letters.ts';

/** What is known of a dead letter but its content, named, in the order in which it is read. */
export function letterFacts(
  letter: Omit<ShownLetter, 'headers' | 'body'>,
): readonly (readonly [name: string, value: string | undefined])[] {
  return [
    ['source', letter.source],
    ['type', letter.type],
    ['received at', letter.receivedAt],
    ['content type', letter.contentType],
    ['class', letter.class],
    ['reason', letter.reason],
    ['destination', letter.destinations.join(', ')],
    ['attempts', String(letter.attempts)],
    ['failed first', letter.firstFailedAt],
    ['failed last', letter.lastFailedAt],
    ['first error', letter.firstError],
    ['last error', letter.lastError],
    ['version', letter.version],
    ['fingerprint', letter.fingerprint],
    ['trace', letter.trace],
    ['redriven by', letter.redrive],
    ['dropped at', letter.expiresAt],
    ['SQS message', letter.messageId],
  ];
}
