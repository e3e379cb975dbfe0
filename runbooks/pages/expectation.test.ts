import { expect, it } from 'vitest';
import { missingFrom, readPatterns } from './expectation.ts';

const missing = (stdout: string, text: string, stderr = '') =>
  missingFrom({ stdout, stderr }, { patterns: readPatterns(text) });

it.each([
  ['There are no dead letters.', '`There are no dead letters`', []],
  ['There are no dead letters.', '`FINGERPRINT`, a line for each kind', ['`FINGERPRINT`']],
  ['ERRORS 1', '`ERRORS` and `THROTTLES` of ingestion', ['`THROTTLES`']],
  ['b', '`a` or `b`', []],
  ['c', '`a`, or `b`', ['`a` or `b`']],
  ['b', '`a`, `b` or `c`', []],
  ['b', '`a`, `b` and `c`', ['`a`', '`c`']],
  ['b', '`a`, `b` or `c`, with `d`', ['`d`']],
  ['', 'nothing', []],
  [' \n', 'Nothing, when it is over', []],
  ['a line', 'nothing', ['nothing']],
  ['', '`webhook failed` or nothing', []],
  ['a line', '`webhook failed` or nothing', ['`webhook failed` or nothing']],
  ['nothing is missing', '`nothing is missing`', []],
  ['2 │ Enabled  │ 100', '`Enabled … 100`', []],
  ['Enabled\n100', '`Enabled…100`', ['`Enabled…100`']],
  ['ALARM      spillway-dev-queue-age', '`ALARM spillway-…-queue-age`', []],
  ['a.b', '`a+b`', ['`a+b`']],
  ['a', 'it lacks `b`', []],
  ['a b', 'it has `a`, and lacks `b`', ['lacks `b`']],
  ['', 'two lines, in prose only', []],
])('in %j, the page’s %j lacks %j', (output, text, lacked) => {
  expect(missing(output, text)).toEqual(lacked);
});

it('takes a quotation from stderr, and progress there for no output', () => {
  expect(missing('', '`is not on`', 'error: is not on')).toEqual([]);
  expect(missing('', 'nothing', '12 of 40')).toEqual([]);
});

it('compares what a page quotes once its placeholders are filled in', () => {
  const patterns = readPatterns('`<VERSION> live`');
  const output = { stdout: '7  live', stderr: '' };
  const fill = (text: string) => text.replace('<VERSION>', '7');
  expect(missingFrom(output, { patterns }, fill)).toEqual([]);
  expect(missingFrom(output, { patterns })).toEqual(['`<VERSION> live`']);
});
