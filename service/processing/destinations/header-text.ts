/**
 * A text as a header can carry it: what a header can't hold, or what is cut off its ends, percent-encoded. A sender
 * chooses ids and types, and may choose any character for them.
 */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+|^ +| +$/g, percentEncode);
}

function percentEncode(text: string): string {
  const bytes = Buffer.from(text).toString('hex').toUpperCase();
  return bytes.replace(/../g, '%$&');
}
