/** Of what others wrote, what a terminal does not obey: a line stays one line, and has the colours that we give it. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}

/** The same for what may have several lines. */
export function printableLines(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '�');
}
