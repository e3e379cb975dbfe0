/** The JSON object that a message is; `undefined` for any other message. */
export function documentOf(message: string): object | undefined {
  if (!message.startsWith('{')) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
