import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRuns, runs } from '../../service/webhook/vectors/property-runs.ts';
import { shellQuote } from './shell-quote.ts';

/** What a shell makes of a line of quoted words. */
function readBack(words: readonly string[]): readonly string[] {
  const line = words.map(shellQuote).join(' ');
  const said = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return said.split('\0').slice(0, -1);
}

// No argument can hold a NUL.
const word = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...`'"\\$\`!~*?#=%;&|<>(){}[] \n\t\u202e\u200b\u009b-a`) }),
  )
  .filter((text) => !text.includes('\0'));

it('is read back by a shell as the words that they were', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      expect(readBack(words)).toEqual(words);
    }),
    runs(300), // each is a shell
  );
});

it('shows a terminal nothing to obey', () => {
  fc.assert(
    fc.property(word, (text) => {
      expect(shellQuote(text)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
    propertyRuns,
  );
});

it.each([
  ['evt_1QxYz', 'evt_1QxYz'],
  ['2026-11-25T10:00:00.000Z', '2026-11-25T10:00:00.000Z'],
  ['', "''"],
  ['sent by a test', "'sent by a test'"],
  ["it's", "'it'\\''s'"],
  ['$HOME', "'$HOME'"],
  ['a\u202eb', `'a'"$(printf '\\342\\200\\256')"'b'`],
])('quotes %j as little as it may', (text, quoted) => {
  expect(shellQuote(text)).toBe(quoted);
});
