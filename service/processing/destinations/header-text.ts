/**
 * Makes a text fit for a header by percent-encoding what a header can't hold and what would be cut off at its ends.
 * A sender may choose any characters for ids and types.
 */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+|^ +| +$/g, percentEncode);
}

function percentEncode(text: string): string {
  const bytes = Buffer.from(text).toString('hex').toUpperCase();
  return bytes.replace(/../g, '%$&');
}
