import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../service/webhook/vectors/property-runs.ts';
import { printable, printableColours, printableJson, printableLines } from './printable.ts';

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Each of them turns, hides, joins or ends a text, or is an order to a terminal. */
const obeyed = [
  ...range(0x00, 0x08),
  ...range(0x0b, 0x1f),
  ...range(0x7f, 0x9f),
  0x00ad,
  0x061c,
  0x180e,
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x2064),
  ...range(0x2066, 0x206f),
  0xfeff,
  0xe0001,
  0xe0041,
].map((code) => [code.toString(16), String.fromCodePoint(code)] as const);

describe('what others wrote', () => {
  it.each(obeyed)('reaches a terminal without U+%s', (_, character) => {
    const text = `a${character}b`;
    expect(printable(text)).toBe('a�b');
    expect(printableLines(text)).toBe('a�b');
    expect(printableColours(text)).toBe('a�b');
    expect(printableJson({ text })).not.toContain(character);
    expect(JSON.parse(printableJson({ text }))).toEqual({ text });
  });

  it.each(['müller', '日本語', 'שלום', 'سلام', '👍', 'a — b'])('is shown as it is: %s', (text) => {
    expect(printable(text)).toBe(text);
    expect(printableJson(text)).toBe(JSON.stringify(text));
  });

  it('has its breaks where it may have several lines only', () => {
    expect(printable('a\n\tb')).toBe('a��b');
    expect(printableLines('a\n\tb')).toBe('a\n\tb');
  });

  it('keeps the colours of a line, and no other order', () => {
    const red = '\u001b[31mred\u001b[39m';
    expect(printableColours(`${red}\u001b[2J\u001b]0;title\u0007`)).toBe(`${red}�[2J�]0;title�`);
  });

  it('is the same value when it is read back as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = printableJson(value, 2);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      propertyRuns,
    );
  });
});
