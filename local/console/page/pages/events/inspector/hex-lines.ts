/** 16 bytes a line: where they begin, each of them, and what of them is text. */
export function hexLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += 16) {
    const some = [...bytes.subarray(start, start + 16)];
    const digits = some.map((byte) => byte.toString(16).padStart(2, '0'));
    const left = digits.slice(0, 8).join(' ').padEnd(23);
    const right = digits.slice(8).join(' ').padEnd(23);
    const text = some.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'));
    lines.push(`${start.toString(16).padStart(8, '0')}  ${left}  ${right}  ${text.join('')}`);
  }
  return lines.join('\n');
}
