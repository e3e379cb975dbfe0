/** The words of a text, for lists that are too long for a line each. */
export function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
