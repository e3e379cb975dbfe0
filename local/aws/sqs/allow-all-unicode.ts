// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const refusedBySqs = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/**
 * Lets fauxqs take the characters beyond U+FFFF, emoji among them, as SQS does: its own expression (in 2.4.1)
 * looks at UTF-16 units and refuses each of their halves.
 */
export async function allowAllUnicode(): Promise<void> {
  const types = await import(new URL('sqs/sqsTypes.js', import.meta.resolve('fauxqs')).href);
  const refused: RegExp = types.INVALID_MESSAGE_BODY_CHAR;
  refused.test = (text) => refusedBySqs.test(text);
}
