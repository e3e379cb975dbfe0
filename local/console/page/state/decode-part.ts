/** A part of a path, decoded; as it is where a percent sign in it means nothing, since somebody typed it. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
