/** What a body is shown as. */
export interface BodyText {
  readonly bytes: Uint8Array;
  /** `undefined` for what is no UTF-8. */
  readonly text: string | undefined;
}

/** @param isCut whether it may end within a character */
export function bodyText(base64: string, isCut: boolean): BodyText {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { bytes, text: decoder.decode(bytes, { stream: isCut }) };
  } catch {
    return { bytes, text: undefined };
  }
}

/** A form with a field a line, each as it was sent. */
export function formatForm(text: string): string {
  return text.replaceAll('&', '\n&');
}
