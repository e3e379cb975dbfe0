import { expect, it } from 'vitest';
import { bodyText, formatForm } from './body-text.ts';
import { formatJson } from './format-json.ts';
import { hexLines } from './hex-lines.ts';

it('lays JSON out without a change of any value', () => {
  const source =
    '{"a":12345678901234567890,"b":1e400,"c":-0.10,"d":"\\u0041 , { \\"x\\"","a":[1,[],{},null,{"e":true}]}';
  const { text, rest, mistake } = formatJson(source);
  expect([rest, mistake]).toEqual(['', undefined]);
  expect(text).toBe(
    [
      '{',
      '  "a": 12345678901234567890,',
      '  "b": 1e400,',
      '  "c": -0.10,',
      '  "d": "\\u0041 , { \\"x\\"",',
      '  "a": [',
      '    1,',
      '    [],',
      '    {},',
      '    null,',
      '    {',
      '      "e": true',
      '    }',
      '  ]',
      '}',
    ].join('\n'),
  );
});

it.each([
  ['[]', '[]'],
  [' 12 ', '12'],
  ['"a"', '"a"'],
  ['{ }', '{}'],
  ['[ [\n] ]', '[\n  []\n]'],
])('takes %j for what it is', (source, text) => {
  expect(formatJson(source)).toEqual({ text, rest: '' });
});

it.each([
  ['{"a":1,}', 8, 'a key in quotes'],
  ['{"a" 1}', 6, 'a colon'],
  ['[1 2]', 4, 'a comma or ]'],
  ['[1]]', 4, 'the end'],
  ['{"a":01}', 6, 'a value'],
  ['', 1, 'a value'],
  ['["a\nb"]', 2, 'a value'],
  ['{"a":tru}', 6, 'a value'],
  ["{'a':1}", 2, 'a key in quotes'],
])('marks where %j stops to be JSON', (source, column, expected) => {
  const { text, rest, mistake } = formatJson(source);
  expect(mistake).toMatchObject({ line: 1, column, expected });
  expect(text.replaceAll(/\s/g, '') + rest.replaceAll(/\s/g, '')).toBe(
    source.replaceAll(/\s/g, ''),
  );
});

it('finds a mistake by its line', () => {
  expect(formatJson('{\n  "a": 1\n  "b": 2\n}').mistake).toMatchObject({ line: 3, column: 3 });
});

it('agrees with JSON.parse on what is JSON', () => {
  const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '1', '-', 'true', ' ', '.5', 'e2', '\n'];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let run = 0; run < 3_000; run += 1) {
    const source = Array.from({ length: 1 + next(8) }, () => pieces[next(pieces.length)]).join('');
    expect([source, formatJson(source).mistake === undefined]).toEqual([source, parses(source)]);
  }
});

function parses(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

it('is not exhausted by what is nested deep', () => {
  const deep = '['.repeat(20_000);
  expect(formatJson(deep).mistake).toMatchObject({ at: 20_000 });
  expect(formatJson(deep + ']'.repeat(20_000)).mistake).toBeUndefined();
});

it('shows bytes in hex, with the text that is among them', () => {
  expect(hexLines(new TextEncoder().encode('Hello, webhook! ü'))).toBe(
    [
      '00000000  48 65 6c 6c 6f 2c 20 77  65 62 68 6f 6f 6b 21 20  Hello, webhook! ',
      `00000010  c3 bc${' '.repeat(18)}  ${' '.repeat(23)}  ..`,
    ].join('\n'),
  );
});

it('takes for text what is UTF-8, up to where it was cut', () => {
  const bytes = Buffer.from('a€');
  expect(bodyText(bytes.toString('base64'), false).text).toBe('a€');
  expect(bodyText(bytes.subarray(0, 3).toString('base64'), true).text).toBe('a');
  expect(bodyText(bytes.subarray(0, 3).toString('base64'), false).text).toBeUndefined();
  expect(bodyText(Buffer.from([0xff]).toString('base64'), true).text).toBeUndefined();
});

it('leaves the fields of a form as they were sent', () => {
  expect(formatForm('a=1%20+&b=&a=2')).toBe('a=1%20+\n&b=\n&a=2');
});
